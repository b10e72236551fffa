using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Starts the pods of Jobs. Simulated jobs run on, as a real one does while its sidecar lives.</summary>
public sealed class JobController(ObjectStore store) : Controller(store)
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMilliseconds(300);
    private static readonly ResourceType Type = BuiltInTypes.Jobs;

    public override IEnumerable<ObjectKey> Concerns(StoreEvent change) =>
        change.Type.Equals(Type) ? [change.New.Key()]
        : change.Type.Equals(BuiltInTypes.Pods) ? OwnerOf(change.New, Type.Kind)
        : [];

    public override void Reconcile(ObjectKey key)
    {
        if (Store.Get(Type, key) is not { } job || job.IsBeingDeleted()) return;
        var pods = OwnedBy(job, BuiltInTypes.Pods).Where(PodTemplates.IsActive).ToList();
        try
        {
            for (var n = pods.Count; n < (int)(job.Number("spec", "parallelism") ?? 1); n++)
            {
                var pod = PodTemplates.MakePod(job, Type, PodTemplates.Template(job), job.Name() + "-");
                pod.Put(job.Name(), "metadata", "labels", "job-name");
                pods.Add(Store.Create(BuiltInTypes.Pods, pod));
            }
        }
        catch (ApiException)
        {
            Later(key, AfterRefusal);
        }

        SetStatus(Type, job, new JsonObject
        {
            ["active"] = pods.Count,
            ["ready"] = pods.Count(PodTemplates.IsReady),
            ["startTime"] = job.Text("status", "startTime") ?? Stamp(Now),
            ["terminating"] = 0,
        });
    }
}

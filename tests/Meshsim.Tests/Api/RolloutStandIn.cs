using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

/// <summary>The least of a deployment controller: one ReplicaSet for each template, ready at once.</summary>
public sealed class RolloutStandIn : IDisposable
{
    private const string RevisionKey = "deployment.kubernetes.io/revision";
    private readonly ObjectStore _store;
    private readonly StoreWatch _watch;

    public RolloutStandIn(ObjectStore store)
    {
        _store = store;
        _watch = store.Watch(BuiltInTypes.Deployments);
        _ = Task.Run(RunAsync);
    }

    public void Dispose() => _watch.Dispose();

    private async Task RunAsync()
    {
        await foreach (var change in _watch.ReadAllAsync())
        {
            if (change.Change != ChangeKind.Deleted && !change.New.IsBeingDeleted()
                && change.New.Number("status", "observedGeneration") != change.New.Generation()) Reconcile(change.New);
        }
    }

    private void Reconcile(JsonObject deployment)
    {
        var sets = _store.List(BuiltInTypes.ReplicaSets, deployment.Namespace()).Items
            .Where(set => set.ControllerUid() == deployment.Uid()).ToList();
        var revision = sets.Select(set => int.Parse(set.Annotation(RevisionKey)!)).DefaultIfEmpty(0).Max() + 1;
        var current = sets.Find(set => JsonNode.DeepEquals(Template(set), Template(deployment)));
        if (current is null) _store.Create(BuiltInTypes.ReplicaSets, NewSet(deployment, revision));
        else _store.Update(BuiltInTypes.ReplicaSets, current.Key(), set => set.Put($"{revision}", "metadata", "annotations", RevisionKey));
        var wanted = deployment.Number("spec", "replicas");
        _store.Update(BuiltInTypes.Deployments, deployment.Key(), value =>
        {
            foreach (var count in (string[])["replicas", "updatedReplicas", "readyReplicas", "availableReplicas"]) value.Put(wanted, "status", count);
            value.Put(deployment.Generation(), "status", "observedGeneration");
            value.Put($"{revision}", "metadata", "annotations", RevisionKey);
            return value.Put(new JsonArray(new JsonObject { ["type"] = "Available", ["status"] = "True" }), "status", "conditions");
        }, WriteOptions.ControllerStatus);
    }

    private static JsonObject Template(JsonObject owner)
    {
        var template = (JsonObject)owner.At("spec", "template")!.DeepClone();
        return template.Drop("metadata", "labels", "pod-template-hash").Drop("metadata", "creationTimestamp");
    }

    private static JsonObject NewSet(JsonObject deployment, int revision)
    {
        var template = (JsonObject)deployment.At("spec", "template")!.DeepClone();
        template.Put($"h{revision}", "metadata", "labels", "pod-template-hash");
        var selector = (JsonObject)deployment.At("spec", "selector")!.DeepClone();
        var set = new JsonObject();
        set.Put($"{deployment.Name()}-h{revision}", "metadata", "name").Put(deployment.Namespace(), "metadata", "namespace");
        set.Put(template.At("metadata", "labels")!.DeepClone(), "metadata", "labels").Put($"{revision}", "metadata", "annotations", RevisionKey);
        set.Put(new JsonArray(new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["name"] = deployment.Name(),
            ["uid"] = deployment.Uid(),
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        }), "metadata", "ownerReferences");
        return set.Put(template, "spec", "template").Put(selector.Put($"h{revision}", "matchLabels", "pod-template-hash"), "spec", "selector");
    }
}

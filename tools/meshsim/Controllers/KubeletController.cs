using System.Globalization;
using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Scenario;
using MeshSim.Sidecars;

namespace MeshSim.Controllers;

/// <summary>Runs pods: schedules them, starts them after a while with their sidecar, and lets them go when they are deleted.</summary>
public sealed class KubeletController(ObjectStore store, string cluster, MeshScenario scenario, Func<FaultPlan> faults, SidecarStarter sidecars)
    : Controller(store)
{
    private const int Slowness = 10;
    private static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(100);
    private static readonly ResourceType Type = BuiltInTypes.Pods;
    private static readonly WriteOptions Kubelet = new("kubelet");
    private readonly Random _random = new(scenario.Seed);
    private readonly Dictionary<ObjectKey, (string Uid, DateTimeOffset Due)> _starting = [];
    private readonly Dictionary<ObjectKey, (string Uid, DateTimeOffset Due)> _stopping = [];
    private readonly Dictionary<ObjectKey, string> _running = [];
    private int _addresses;

    public override IEnumerable<ObjectKey> Concerns(StoreEvent change) => change.Type.Equals(Type) ? [change.New.Key()] : [];

    public override void Reconcile(ObjectKey key)
    {
        var pod = Store.Get(Type, key);
        if (_running.TryGetValue(key, out var uid) && uid != pod?.Uid())
        {
            sidecars.Stop(uid);
            _running.Remove(key);
        }

        if (pod is null) Forget(key);
        else if (pod.IsBeingDeleted()) Stop(pod);
        else if (pod.Text("status", "phase") is not "Running") Start(pod);
        else if (!PodTemplates.IsReady(pod)) Run(pod, pod.Text("status", "podIP") ?? NewAddress());
    }

    private void Forget(ObjectKey key)
    {
        _starting.Remove(key);
        _stopping.Remove(key);
    }

    private void Stop(JsonObject pod)
    {
        if (!Due(_stopping, pod, scenario.Timings.PodStop)) return;
        sidecars.Stop(pod.Uid());
        _running.Remove(pod.Key());
        Forget(pod.Key());
        DeleteIfThere(Type, pod, new() { GracePeriodSeconds = 0 });
    }

    private void Start(JsonObject pod)
    {
        if (pod.Text("spec", "nodeName") is not { Length: > 0 } || pod.Text("status", "phase") is not "Pending") Schedule(pod);
        if (Due(_starting, pod, StartTime(pod))) Run(pod, NewAddress());
    }

    private void Schedule(JsonObject pod)
    {
        var nodes = Store.List(BuiltInTypes.Nodes).Items;
        var node = nodes.Count == 0 ? "node-1" : nodes[_random.Next(nodes.Count)].Name();
        Store.Update(Type, pod.Key(), draft =>
        {
            if (draft.Text("spec", "nodeName") is not { Length: > 0 }) draft.Put(node, "spec", "nodeName");
            draft["status"] = PodStatus.Pending(draft, Now);
            return draft;
        }, Kubelet with { Scope = WriteScope.Everything });
    }

    private void Run(JsonObject pod, string ip)
    {
        if (Store.Get(Type, pod.Key()) is not { } now || now.Uid() != pod.Uid()) return;
        var fault = Fault(now);
        if (fault is PodBehaviour.Crash or PodBehaviour.NeverReady)
        {
            var restarts = (int)(now.Objects("status", "containerStatuses").FirstOrDefault()?.Number("restartCount") ?? 0);
            SetStatus(Type, now, fault == PodBehaviour.Crash
                ? PodStatus.Crashing(now, ip, Math.Min(restarts + 1, 5), Now)
                : PodStatus.Running(now, ip, now.Objects("spec", "containers").FirstOrDefault()?.Text("name"), Now));
            Later(now.Key(), Recheck);
        }
        else if (Sidecar.RevisionOf(now) is not null && !sidecars.Start(now, cluster))
        {
            SetStatus(Type, now, PodStatus.Running(now, ip, Sidecar.Container, Now));
            Later(now.Key(), Recheck);
        }
        else
        {
            _running[now.Key()] = now.Uid();
            SetStatus(Type, now, PodStatus.Running(now, ip, waiting: null, Now));
        }
    }

    private PodBehaviour? Fault(JsonObject pod) =>
        faults().BehaviourOf(cluster, pod.Namespace(), pod.Name(), Sidecar.RevisionOf(pod) ?? "");

    private TimeSpan StartTime(JsonObject pod)
    {
        var jitter = 0.75 + (_random.NextDouble() / 2);
        return scenario.Timings.PodStart * jitter * (Fault(pod) == PodBehaviour.Slow ? Slowness : 1);
    }

    /// <summary>True once the time has passed; the first call begins it.</summary>
    private bool Due(Dictionary<ObjectKey, (string Uid, DateTimeOffset Due)> times, JsonObject pod, TimeSpan after)
    {
        if (!times.TryGetValue(pod.Key(), out var known) || known.Uid != pod.Uid())
        {
            times[pod.Key()] = (pod.Uid(), Now + after);
            Later(pod.Key(), after);
            return false;
        }

        if (known.Due > Now) return false;
        times.Remove(pod.Key());
        return true;
    }

    private string NewAddress()
    {
        _addresses++;
        return string.Create(CultureInfo.InvariantCulture, $"10.{8 + (_addresses >> 16)}.{(_addresses >> 8) & 255}.{_addresses & 255}");
    }
}

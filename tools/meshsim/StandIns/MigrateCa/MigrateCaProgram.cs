using MeshSim.Certificates;
using MeshSim.Running;
using MeshSim.Sidecars;

namespace MeshSim.StandIns.MigrateCa;

/// <summary>
/// The stand-in for migrate_ca. Like the real one it tells roots apart by name, exits with 0 whatever it finds, and remembers bundles
/// by the serial number of their first certificate alone: of two that begin alike, the second gets the verdict of the first.
/// </summary>
internal sealed class MigrateCaProgram(SimulatedMesh mesh)
{
    public async Task<int> RunAsync(Call call, CancellationToken stop)
    {
        if (call.Arguments is not [("check-root-cert" or "check-workload-cert" or "check-trustdomain") and var check])
        {
            await call.OutAsync("usage: migrate_ca check-root-cert|check-workload-cert|check-trustdomain\n", stop);
            return 0;
        }

        if (ClusterChoice.Find(mesh, call, "", "") is not { } cluster)
        {
            await call.ErrorAsync("The connection to the server was refused - did you specify the right host or port?\n", stop);
            return 0;
        }

        var remembered = new Dictionary<string, string>(StringComparer.Ordinal);
        await call.OutAsync($"\n{Heading(check)}\n", stop);
        foreach (var space in mesh.Proxies.All.Where(proxy => proxy.Cluster == cluster.Scenario.Name).GroupBy(proxy => proxy.Namespace)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            await call.OutAsync($"\nNamespace: {space.Key}\n", stop);
            foreach (var proxy in space.OrderBy(proxy => proxy.Pod, StringComparer.Ordinal)) await call.OutAsync(Line(check, proxy, remembered), stop);
        }

        return 0;
    }

    private static string Heading(string check) => check switch
    {
        "check-root-cert" => "Checking the root certificates loaded on each pod...",
        "check-workload-cert" => "Checking the workload mTLS certificates...",
        _ => "Checking the trust domains configured on each pod...",
    };

    private static string Line(string check, Proxy proxy, Dictionary<string, string> remembered)
    {
        var name = $"{proxy.Pod}.{proxy.Namespace}";
        return check switch
        {
            "check-root-cert" when proxy.Bundle.Roots.Count == 0 => $" - [WARNING] {name} cannot find certificate information\n",
            "check-root-cert" => $" - {name} trusts [{Verdict(proxy.Bundle, remembered)}]\n",
            "check-workload-cert" => $" - {name} is using the mTLS certificate issued by [{Name(proxy.Certificate.Root)}]\n",
            _ => $"{name} trusts trust domains for [CITADEL MESHCA]\n",
        };
    }

    private static string Verdict(TrustBundle bundle, Dictionary<string, string> remembered)
    {
        var serial = bundle.Roots[0].Certificate.SerialNumber;
        return remembered.TryGetValue(serial, out var verdict) ? verdict
            : remembered[serial] = string.Join(' ', bundle.Roots.Select(Name).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Name(Root root) => root.Subject.Contains("istio_v1_cloud_workload_root-signer", StringComparison.Ordinal) ? "MESHCA" : "CITADEL";
}

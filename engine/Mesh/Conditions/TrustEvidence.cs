using MeshRunbook.Language.Values;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>
/// How many workloads trust what, as part of the evidence: enough to draw the mesh over time from a journal alone. Workloads and
/// not pods are counted, for their number stays when the mesh scales.
/// </summary>
internal static class TrustEvidence
{
    /// <summary>
    /// Adds `context`; `covers`, which is all of the cluster, whole namespaces, or some pods; `meshca`, the fingerprints of roots that bear Mesh CA's name; and `trust`: for each kind of workload the roots that
    /// all its proxies trust, the roots that its certificates chain to, and its workloads by namespace.
    /// </summary>
    public static Evidence AddTo(Evidence evidence, Survey survey, PodScope scope, ClusterName cluster)
    {
        var kinds = survey.Answered.GroupBy(reading => reading.Pod.Workload).Select(workload => (workload.Key.Namespace, Kind: KindOf(workload, survey)))
            .GroupBy(workload => workload.Kind).OrderBy(kind => kind.Key.Trusts + kind.Key.Issuers, StringComparer.Ordinal)
            .Select(kind => (Value)Evidence.None
                .With("trusts", Value.Of(Split(kind.Key.Trusts))).With("issuers", Value.Of(Split(kind.Key.Issuers)))
                .With("workloads", (Value)kind.CountBy(workload => workload.Namespace).OrderBy(count => count.Key, StringComparer.Ordinal)
                    .Aggregate(Evidence.None, (all, count) => all.With(count.Key, count.Value))));
        if (cluster.Context is { } context) evidence = evidence.With("context", context);
        var covers = scope.Selector is not null ? "pods" : scope.Namespaces.IsEmpty ? "cluster" : "namespaces";
        return evidence.With("covers", covers).With("meshca", survey.Roots.Where(root => root.LooksLikeMeshCa).Select(root => root.Fingerprint.ToString()))
            .With("trust", Value.Of(kinds));
    }

    // Joined, so that equal kinds are equal keys.
    private static (string Trusts, string Issuers) KindOf(IEnumerable<ProxyReading> proxies, Survey survey)
    {
        var all = proxies.ToList();
        var trusts = all.Select(one => one.Secrets!.Bundle.Select(root => root.Fingerprint.ToString())).Aggregate((one, other) => one.Intersect(other));
        var issuers = all.Select(one => survey.Issuers[one]).OfType<Root>().Select(root => root.Fingerprint.ToString());
        return (string.Join(' ', trusts.Order(StringComparer.Ordinal)), string.Join(' ', issuers.Distinct().Order(StringComparer.Ordinal)));
    }

    private static string[] Split(string joined) => joined.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

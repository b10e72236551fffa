using System.Text.Json.Nodes;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Cli.Trust;

/// <summary>The report for programs: every pod of every cluster.</summary>
internal static class TrustJson
{
    public static JsonObject Of(TrustReport report) => new()
    {
        ["at"] = report.At.ToString("O"),
        ["asExpected"] = report.IsAsExpected,
        ["clusters"] = Array(report.Clusters, Of),
    };

    private static JsonObject Of(ReadCluster cluster)
    {
        var json = new JsonObject { ["context"] = cluster.Question.Cluster.Context, ["kubeconfig"] = cluster.Question.Cluster.Kubeconfig };
        if (cluster.Trust is not { } trust)
        {
            json["asExpected"] = false;
            json["problem"] = cluster.Problem;
            json["help"] = cluster.Help;
            return json;
        }

        json["asExpected"] = trust.IsAsExpected;
        json["askedThrough"] = trust.AskedThrough;
        json["proxies"] = trust.Proxies;
        json["silent"] = trust.Pods.Count(pod => pod.IsSilent);
        json["leftOut"] = trust.LeftOut;
        json["namespaces"] = Array(trust.Namespaces, one => new JsonObject { ["namespace"] = one.Namespace, ["finding"] = Of(one.Finding) });
        json["pods"] = Array(trust.Pods, Of);
        return json;
    }

    private static JsonObject Of(PodTrust pod)
    {
        var json = new JsonObject
        {
            ["namespace"] = pod.Namespace, ["pod"] = pod.Pod, ["workload"] = pod.Workload, ["asExpected"] = pod.IsAsExpected,
            ["hasProxy"] = pod.HasProxy, ["silent"] = pod.IsSilent, ["revision"] = pod.Revision, ["wantedRevision"] = pod.WantedRevision,
        };
        if (pod.Proxy is { } proxy)
        {
            json["roots"] = Array(proxy.Roots, Of);
            json["issuer"] = proxy.Issuer is { } issuer ? Of(issuer) : null;
            json["trustDomain"] = proxy.TrustDomain;
            json["domains"] = proxy.Domains is { } domains ? Array(domains, domain => JsonValue.Create(domain)) : null;
            json["notAfter"] = proxy.NotAfter.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        }

        json["findings"] = Array(pod.Findings, Of);
        return json;
    }

    private static JsonObject Of(KnownRoot root) => new() { ["name"] = root.Name, ["fingerprint"] = root.Fingerprint };

    private static JsonObject Of(Finding finding) => new() { ["what"] = finding.What, ["do"] = finding.Do };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> of) => new([.. items.Select(of)]);
}

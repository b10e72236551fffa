using MeshRunbook.Cli.Terminal;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Cli.Trust;

/// <summary>The report for people: a line for each namespace, then what is not as expected, pod by pod, with what to do.</summary>
internal static class TrustText
{
    private static readonly string[] Header = ["NAMESPACE", "PROXIES", "TRUSTS", "ISSUED BY", "REVISION", "EXPIRES", "WITHOUT PROXY", "NOT AS EXPECTED"];

    /// <param name="all">Whether every pod gets its line.</param>
    public static void Write(TrustReport report, bool all, TextWriter output)
    {
        foreach (var cluster in report.Clusters.Where(cluster => cluster.Trust is not null)) Write(cluster, cluster.Trust!, report.At, all, output);
        var wrong = report.Clusters.Sum(cluster => cluster.Trust is { } trust ? trust.Pods.Count(pod => !pod.IsAsExpected) + trust.Namespaces.Length : 0);
        if (report.IsAsExpected) output.WriteLine(Screen.Green("all is as expected"));
        else if (wrong > 0) output.WriteLine(Screen.Red($"not as expected: {wrong:N0}"));
    }

    public static string NoProxies(ReadCluster cluster) => cluster.Question.Namespaces.IsEmpty
        ? $"no pod of {cluster.Question.Cluster} has a proxy: is Istio installed there, and is it the right cluster?"
        : $"no pod of {string.Join(", ", cluster.Question.Namespaces)} in {cluster.Question.Cluster} has a proxy";

    private static void Write(ReadCluster cluster, ClusterTrust trust, DateTimeOffset at, bool all, TextWriter output)
    {
        output.WriteLine(Screen.Bold($"{trust.Cluster}: {Words.Count(trust.Proxies, "proxy", "proxies")}, asked through {trust.AskedThrough}"));
        output.WriteLine();
        if (trust.Proxies == 0)
        {
            output.WriteLine(NoProxies(cluster));
            return;
        }

        var spaces = trust.Pods.Where(pod => pod.HasProxy || !pod.IsAsExpected).GroupBy(pod => pod.Namespace).OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var line in Table.Lines(Header, [.. spaces.Select(space => Row(space.Key, trust, at))])) output.WriteLine(Printable.Of(line));
        output.WriteLine();
        if (all) foreach (var pod in trust.Pods.Where(pod => pod.HasProxy)) output.WriteLine(Printable.Of(Describe(pod, at)));
        if (all) output.WriteLine();
        foreach (var (name, finding) in trust.Namespaces) WriteFindings([$"namespace {name} {finding.What}"], finding.Do, output);
        foreach (var group in Groups(trust)) WriteFindings(group.Lines, group.Do, output);
    }

    private static string[] Row(string name, ClusterTrust trust, DateTimeOffset at)
    {
        var pods = trust.Pods.Where(pod => pod.Namespace == name).ToList();
        var proxies = pods.Select(pod => pod.Proxy).OfType<ProxyTrust>().ToList();
        var wrong = pods.Count(pod => !pod.IsAsExpected) + trust.Namespaces.Count(one => one.Namespace == name);
        return
        [
            name,
            Words.Number(pods.Count(pod => pod.HasProxy)),
            Tally(pods.Where(pod => pod.HasProxy).Select(pod => pod.Proxy is { } proxy ? string.Join(' ', proxy.Roots.Select(root => root.Name)) : "silent")),
            Tally(proxies.Select(proxy => proxy.Issuer?.Name ?? "unknown")),
            Tally(pods.Where(pod => pod.HasProxy).Select(pod => pod.Revision!)),
            proxies.Count == 0 ? "-" : Expiry(proxies.Min(proxy => proxy.NotAfter), at),
            Words.Number(pods.Count(pod => !pod.HasProxy)),
            wrong == 0 ? "-" : Words.Number(wrong),
        ];
    }

    /// <summary>One value for all, or each with how many have it: "citadel meshca (38), citadel (2)".</summary>
    private static string Tally(IEnumerable<string> values)
    {
        var counts = values.CountBy(value => value).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).ToList();
        return counts.Count switch
        {
            0 => "-",
            1 => counts[0].Key,
            _ => string.Join(", ", counts.Select(count => $"{count.Key} ({Words.Number(count.Value)})")),
        };
    }

    private static string Expiry(DateTimeOffset notAfter, DateTimeOffset at) => notAfter < at ? "expired" : $"in {Words.Duration(notAfter - at)}";

    private static string Describe(PodTrust pod, DateTimeOffset at) => pod.Proxy is not { } proxy ? $"{pod.Namespace}/{pod.Pod}: silent"
        : $"{pod.Namespace}/{pod.Pod}: trusts {string.Join(' ', proxy.Roots.Select(root => root.Name))}; issued by {proxy.Issuer?.Name ?? "unknown"}; "
            + $"trust domain {proxy.TrustDomain ?? "none"}{Aliases(proxy)}; revision {pod.Revision}; expires {Expiry(proxy.NotAfter, at)}";

    private static string Aliases(ProxyTrust proxy) =>
        proxy.Domains?.Where(domain => domain != proxy.TrustDomain).ToList() is { Count: > 0 } others ? $" (accepts also {string.Join(' ', others)})" : "";

    /// <summary>Pods for which the same is to be done stand together.</summary>
    private static IEnumerable<(string[] Lines, string Do)> Groups(ClusterTrust trust) => trust.Pods
        .SelectMany(pod => pod.Findings.Select(finding => (Pod: pod, Finding: finding)))
        .GroupBy(one => one.Finding.Do, StringComparer.Ordinal)
        .Select(group => (Lines: group.Select(one => $"{one.Pod.Namespace}/{one.Pod.Pod} {one.Finding.What}").ToArray(), group.Key));

    private static void WriteFindings(string[] lines, string help, TextWriter output)
    {
        foreach (var line in lines) output.WriteLine(Printable.Of(line));
        output.WriteLine($"  help: {Printable.Of(help)}");
        output.WriteLine();
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MeshRunbook.Bench.Trust;

/// <summary>
/// `runbook trust` against a loop over all pods, on one simulated mesh that is half-way through the migration, and both against what
/// the mesh itself says of each pod. Needs the programs that tools/build leaves in artifacts.
/// </summary>
internal static class TrustRace
{
    private const int Namespaces = 20;
    private const int Workloads = 5;

    /// <returns>0 if both agree with the mesh and `runbook trust` is at least 50 times faster.</returns>
    public static async Task<int> RunAsync(int pods)
    {
        await using var mesh = await BenchMesh.UpAsync(Scenario(pods));
        Console.WriteLine($"mesh: {pods} sidecars, half of them restarted with both roots");
        await mesh.ShellAsync(HalfWay);
        var truth = Truth(await mesh.MeshsimAsync("proxies"));

        var (fast, report) = await TimeAsync(() => mesh.ShellAsync($"'{BenchMesh.Program("runbook")}' trust --expect-roots citadel,meshca --output migrate-ca || [ $? = 1 ]"));
        Console.WriteLine(FormattableString.Invariant($"runbook trust: {fast.TotalSeconds:0.00} s, {Wrong(report, truth)} of {truth.Count} pods wrong"));
        var (slow, loop) = await TimeAsync(() => mesh.ShellAsync(Script()));
        Console.WriteLine(FormattableString.Invariant($"one by one:    {slow.TotalSeconds:0.00} s, {Wrong(loop, truth)} of {truth.Count} pods wrong"));
        var old = await mesh.ShellAsync("migrate_ca check-root-cert");
        Console.WriteLine($"the stand-in of migrate_ca, with its cache: {Wrong(old, truth)} of {truth.Count} pods wrong");
        var ratio = slow / fast;
        Console.WriteLine(FormattableString.Invariant($"ratio: {ratio:0.0}"));
        return Wrong(report, truth) == 0 && ratio >= 50 ? 0 : 1;
    }

    private static string Scenario(int pods)
    {
        var replicas = pods / (Namespaces * Workloads);
        var workloads = string.Join(", ", Enumerable.Range(0, Workloads).Select(n => FormattableString.Invariant($"{{name: w{n}, replicas: {replicas}}}")));
        var spaces = string.Concat(Enumerable.Range(0, Namespaces).Select(n => FormattableString.Invariant($"      - {{name: team-{n:00}, workloads: [{workloads}]}}\n")));
        return $"timings: {{podStart: 20ms, podStop: 10ms, asmcli: 50ms}}\nclusters:\n  - name: east\n    context: east\n    namespaces:\n{spaces}";
    }

    private const string HalfWay = """
        asmcli install --fleet_id demo-project --kubeconfig "$KUBECONFIG" --enable_all --ca citadel --option ca-migration-citadel \
          --revision_name asm-1 --output_dir out >/dev/null 2>&1
        for namespace in team-0{0,2,4,6,8} team-1{0,2,4,6,8}; do
          kubectl label namespace "$namespace" istio.io/rev=asm-1 istio-injection- --overwrite >/dev/null
          kubectl rollout restart deployment -n "$namespace" >/dev/null
        done
        for namespace in team-0{0,2,4,6,8} team-1{0,2,4,6,8}; do kubectl rollout status deployment -n "$namespace" >/dev/null; done
        sleep 2
        """;

    /// <summary>What the mesh says that each pod trusts, in the old tool's words.</summary>
    private static Dictionary<string, string> Truth(string proxies)
    {
        var all = JsonNode.Parse(proxies)!.AsArray();
        var counts = all.SelectMany(proxy => proxy!["trusts"]!.AsArray()).Select(root => (string)root!).Distinct().ToList();
        var old = all.Select(proxy => (string)proxy!["issuer"]!).Distinct().Single();
        if (counts.Count != 2) throw new InvalidOperationException($"the mesh has {counts.Count} roots, not two");
        return all.ToDictionary(
            proxy => $"{(string)proxy!["pod"]!}.{(string)proxy["namespace"]!}",
            proxy => string.Join(' ', proxy!["trusts"]!.AsArray().Select(root => (string)root! == old ? "CITADEL" : "MESHCA").Order(StringComparer.Ordinal)));
    }

    /// <summary>How many pods a report is wrong about, or does not name.</summary>
    private static int Wrong(string report, Dictionary<string, string> truth)
    {
        var said = report.Split('\n').Where(line => line.StartsWith(" - ", StringComparison.Ordinal) && line.Contains(" trusts [", StringComparison.Ordinal))
            .Select(line => line[3..].Split(" trusts [")).ToDictionary(parts => parts[0], parts => parts[1].TrimEnd(']'));
        return truth.Count(pod => said.GetValueOrDefault(pod.Key) != pod.Value);
    }

    private static string Script()
    {
        using var reader = new StreamReader(typeof(TrustRace).Assembly.GetManifestResourceStream("one-by-one.sh")!);
        return reader.ReadToEnd();
    }

    private static async Task<(TimeSpan Time, string Output)> TimeAsync(Func<Task<string>> work)
    {
        var begun = Stopwatch.GetTimestamp();
        var output = await work();
        return (Stopwatch.GetElapsedTime(begun), output);
    }
}

using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace MeshRunbook.Cli.Tests;

/// <summary>`runbook trust`, the built program with the real kubectl, on a simulated mesh half-way through the migration.</summary>
public sealed class TrustTests(TrustMesh mesh) : IClassFixture<TrustMesh>
{
    [Fact]
    public async Task What_is_found_out_of_each_pod_is_what_the_mesh_says_of_it()
    {
        var result = await mesh.TrustAsync(1, "--context", "east", "--expect-roots", "citadel,meshca", "--output", "json");

        var cluster = JsonNode.Parse(result.Output)!["clusters"]![0]!;
        Assert.Equal("port-forward", (string)cluster["askedThrough"]!);
        var pods = cluster["pods"]!.AsArray().ToDictionary(pod => $"{pod!["namespace"]}/{pod["pod"]}", pod => pod!);
        var truth = await mesh.TruthAsync();
        Assert.Equal(truth.Count, pods.Values.Count(pod => (bool)pod["hasProxy"]!));
        foreach (var proxy in truth)
        {
            var name = $"{proxy!["namespace"]}/{proxy["pod"]}";
            var pod = pods[name];
            Assert.Equal((string)proxy["revision"]!, (string)pod["revision"]!);
            if (name.StartsWith("payments/mute-", StringComparison.Ordinal))
            {
                Assert.True((bool)pod["silent"]!);
                Assert.False((bool)pod["asExpected"]!);
                continue;
            }

            var trusts = proxy["trusts"]!.AsArray().Select(root => $"sha256:{root}").Order().ToList();
            Assert.Equal(trusts, pod["roots"]!.AsArray().Select(root => (string)root!["fingerprint"]!).Order());
            Assert.Equal($"sha256:{proxy["issuer"]}", (string)pod["issuer"]!["fingerprint"]!);
            Assert.Equal((string)proxy["trustDomain"]!, (string)pod["trustDomain"]!);
            Assert.Equal((string)proxy["notAfter"]!, (string)pod["notAfter"]!);
            Assert.Equal(trusts.Count == 2, (bool)pod["asExpected"]!);
        }
    }

    [Fact]
    public async Task What_is_not_as_expected_is_named_pod_by_pod_with_what_to_do()
    {
        var result = await mesh.TrustAsync(1, "--context", "east", "--expect-roots", "citadel,meshca");

        Assert.Matches(@"shop +3 +citadel meshca +citadel +asm-1 ", result.Output);
        Assert.Matches(@"payments/api-\S+ does not trust meshca", result.Output);
        Assert.Matches(@"payments/mute-\S+ does not answer \(.*\)", result.Output);
        Assert.Matches(@"payments/old-\S+ holds a certificate that has expired", result.Output);
        Assert.Contains("help: restart it: kubectl --context east rollout restart deployment/old -n payments", result.Output);
        Assert.DoesNotContain("shop/", result.Output);
        Assert.Contains("asking 9 proxies through port-forward", result.Error);
    }

    [Fact]
    public async Task Where_all_is_as_expected_nothing_is_named_and_the_status_is_0()
    {
        var result = await mesh.TrustAsync(0, "--context", "east", "-n", "shop", "--expect-roots", "citadel,meshca", "--expect-issuer", "citadel");
        var other = await mesh.TrustAsync(1, "--context", "east", "-n", "shop", "--expect-issuer", "meshca");

        Assert.Contains("all is as expected", result.Output);
        Assert.DoesNotContain("shop/", result.Output);
        Assert.Matches(@"shop/web-\S+ holds a certificate issued by citadel", other.Output);
    }

    [Fact]
    public async Task The_old_tools_lines_come_out_byte_for_byte_and_tell_the_truth_where_it_does_not()
    {
        var workload = await mesh.TrustAsync(0, "--context", "east", "-n", "shop", "--output", "migrate-ca", "--migrate-ca-check", "check-workload-cert");
        var ours = await mesh.TrustAsync(1, "--context", "east", "--output", "migrate-ca");
        var old = await mesh.ShellAsync("kubectl config use-context east >/dev/null; migrate_ca check-root-cert");
        var oldWorkload = await mesh.ShellAsync("migrate_ca check-workload-cert");

        Assert.StartsWith("\nChecking the workload mTLS certificates...\n", workload.Output, StringComparison.Ordinal);
        Assert.Contains(Section(oldWorkload, "shop"), workload.Output, StringComparison.Ordinal);
        var (said, saidBefore) = (Lines(ours.Output), Lines(old));
        Assert.Equal(saidBefore.Select(Pod), said.Select(Pod));
        Assert.Equal(old.Split('\n')[..4], ours.Output.Split('\n')[..4]);
        Assert.All(saidBefore.Where(line => line.Contains(".shop ", StringComparison.Ordinal)), line => Assert.EndsWith("trusts [CITADEL]", line));
        Assert.All(said, line => Assert.EndsWith(
            line.Contains(".shop ", StringComparison.Ordinal) ? "trusts [CITADEL MESHCA]" : line.Contains("WARNING", StringComparison.Ordinal)
                ? "cannot find certificate information" : "trusts [CITADEL]", line));
        Assert.Single(said, line => line.StartsWith(" - [WARNING] mute-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Build_servers_read_a_case_for_each_pod()
    {
        var result = await mesh.TrustAsync(1, "--context", "east", "--expect-roots", "meshca", "--output", "junit");

        var suites = XDocument.Parse(result.Output).Root!.Elements("testsuite").ToDictionary(suite => (string)suite.Attribute("name")!);
        Assert.Equal(("3", "0", "0"), Counts(suites["east/shop"]));
        Assert.Equal(("3", "2", "1"), Counts(suites["east/payments"]));
    }

    [Fact]
    public async Task With_istioctl_the_answer_is_the_same()
    {
        var forwarded = await mesh.TrustAsync(0, "--context", "east", "-n", "shop", "--output", "json");
        var asked = await mesh.TrustAsync(0, "--context", "east", "-n", "shop", "--output", "json", "--istioctl", "istioctl");

        Assert.Equal(Pods(forwarded), Pods(asked));
        Assert.Equal("istioctl (as it was asked for)", (string)JsonNode.Parse(asked.Output)!["clusters"]![0]!["askedThrough"]!);
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_read_does_not_keep_the_others_from_it()
    {
        var config = await File.ReadAllTextAsync(mesh.Kubeconfig);
        await File.WriteAllTextAsync(mesh["strangers"], System.Text.RegularExpressions.Regex.Replace(config, "token: \\S+", "token: wrong"));

        var result = await mesh.TrustAsync(1, "--context", "west", "--context", "nowhere");
        var refused = await mesh.TrustAsync(1, "--context", "west", "--kubeconfig", mesh["strangers"]);
        var empty = await mesh.TrustAsync(1, "--context", "east", "-n", "tools");
        var misuse = await mesh.TrustAsync(2, "--expect-roots", "citadle");

        Assert.Matches(@"media +1 +citadel", result.Output);
        Assert.Contains("error: the kubeconfig has no context nowhere", result.Error);
        Assert.Contains("does not accept the credentials", refused.Error);
        Assert.Contains("no pod of tools in context east has a proxy", empty.Output);
        Assert.Contains("`citadle` is neither citadel, meshca, sha256:HEX nor a file", misuse.Error);
    }

    private static string[] Lines(string output) => [.. output.Split('\n').Where(line => line.StartsWith(" - ", StringComparison.Ordinal))];

    private static string Pod(string line) => line.Split(' ').First(word => word.Contains('.', StringComparison.Ordinal));

    private static string Section(string output, string space) =>
        output[output.IndexOf($"\nNamespace: {space}\n", StringComparison.Ordinal)..].Split("\n\n")[0];

    private static string Pods(ProgramResult result) => JsonNode.Parse(result.Output)!["clusters"]![0]!["pods"]!.ToJsonString();

    private static (string, string, string) Counts(XElement suite) =>
        ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!, (string)suite.Attribute("errors")!);
}

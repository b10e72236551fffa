using System.Text.Json.Nodes;
using MeshSim.Tests.Running;

namespace MeshSim.Tests.StandIns;

public sealed class AsmcliInstallTests
{
    private const string Scenario = """
        timings: {asmcli: 50ms}
        clusters:
          - {name: east, location: us-east1, namespaces: [{name: shop, workloads: [{name: web}]}]}
        """;

    private const string Phase1 = "asmcli install --fleet_id demo-project --kubeconfig $KUBECONFIG --enable_all --ca citadel --option ca-migration-citadel --revision_name asm-x";

    [Fact]
    public async Task An_install_makes_the_objects_of_the_revision_and_fills_the_output_directory()
    {
        await using var mesh = await Meshsim.UpAsync(Scenario);

        await mesh.ShellAsync($"{Phase1} --output_dir out");

        var objects = await mesh.ShellAsync("kubectl get sa,svc,deploy,hpa,pdb,cm,iop -n istio-system -o name; kubectl get mutatingwebhookconfigurations,validatingwebhookconfigurations -o name");
        string[] expected =
        [
            "serviceaccount/istiod-asm-x", "service/istiod-asm-x", "deployment.apps/istiod-asm-x", "horizontalpodautoscaler.autoscaling/istiod-asm-x",
            "poddisruptionbudget.policy/istiod-asm-x", "configmap/istio-asm-x", "configmap/istio-sidecar-injector-asm-x",
            "istiooperator.install.istio.io/installed-state-asm-x", "mutatingwebhookconfiguration.admissionregistration.k8s.io/istio-sidecar-injector-asm-x",
            "validatingwebhookconfiguration.admissionregistration.k8s.io/istio-validator-asm-x-istio-system",
        ];
        Assert.Empty(expected.Except(objects.Split('\n')));
        await mesh.ShellAsync("test -L out/istioctl -a -d out/asm/istio -a -s out/logs.txt -a -s out/asm-x-manifest-expanded.yaml -a -d out/samples/gateways");
        Assert.Equal("1.19.10-asm.9\n", await mesh.ShellAsync("out/istioctl version --remote=false"));
        Assert.Contains("istio.io/rev: asm-x", await mesh.ShellAsync("cat out/asm/istio/istiod-service.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_used_output_directory_ends_with_a_nested_package_and_a_failed_link()
    {
        await using var mesh = await Meshsim.UpAsync(Scenario);
        await mesh.ShellAsync($"{Phase1} --output_dir out");

        var ran = await mesh.TryAsync($"{Phase1} --output_dir out");

        Assert.Equal(1, ran.Status);
        Assert.Contains("failed to create symbolic link", ran.Error, StringComparison.Ordinal);
        await mesh.ShellAsync("test -d out/asm/asm");
    }

    [Fact]
    public async Task A_failure_half_way_leaves_some_objects_and_the_next_run_finishes()
    {
        await using var mesh = await Meshsim.UpAsync(Scenario + "\nfaults: {asmcli: {failures: 1, at: half-way}}");

        var ran = await mesh.TryAsync($"{Phase1} --output_dir one");

        Assert.Equal(1, ran.Status);
        Assert.Contains("Failed, retrying...(1 of 5)", ran.Error, StringComparison.Ordinal);
        var objects = await mesh.ShellAsync("kubectl get deploy,cm -n istio-system -o name");
        Assert.Contains("configmap/istio-asm-x", objects, StringComparison.Ordinal);
        Assert.DoesNotContain("deployment.apps/istiod-asm-x", objects, StringComparison.Ordinal);
        await mesh.ShellAsync($"{Phase1} --output_dir two && kubectl rollout status deploy/istiod-asm-x -n istio-system --timeout 3m");
    }

    [Theory]
    [InlineData("certificates", false)]
    [InlineData("rollout", true)]
    [InlineData("output", true)]
    public async Task A_failure_at_a_later_or_earlier_stage_leaves_what_was_done_until_then(string stage, bool hasControlPlane)
    {
        await using var mesh = await Meshsim.UpAsync(Scenario);
        await mesh.VerbAsync("fault", $"asmcli={stage}:2");

        var first = await mesh.TryAsync($"{Phase1} --output_dir one");
        var second = await mesh.TryAsync($"{Phase1} --output_dir two");

        Assert.Equal((1, 1), (first.Status, second.Status));
        Assert.Equal(hasControlPlane, (await mesh.ShellAsync("kubectl get deploy -n istio-system -o name")).Contains("istiod-asm-x", StringComparison.Ordinal));
        await mesh.ShellAsync($"{Phase1} --output_dir three && kubectl rollout status deploy/istiod-asm-x -n istio-system --timeout 3m");
    }

    [Fact]
    public async Task A_revision_that_makes_the_name_of_the_service_too_long_fails_in_the_cluster()
    {
        await using var mesh = await Meshsim.UpAsync(Scenario);

        var ran = await mesh.TryAsync($"{Phase1}{new string('y', 53)} --output_dir out");

        Assert.Equal(1, ran.Status);
        Assert.Contains("must be no more than 63 characters", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_about_the_gateway_is_answered_from_standard_input()
    {
        await using var mesh = await Meshsim.UpAsync("timings: {asmcli: 50ms}\nclusters: [{name: east, gateways: [{}]}]");

        await mesh.ShellAsync($"echo y | {Phase1} --output_dir out");
    }

    [Fact]
    public async Task Plugged_in_certificates_become_a_secret_with_the_files_own_names()
    {
        await using var mesh = await Meshsim.UpAsync(Scenario);
        await mesh.ShellAsync("""
            openssl req -x509 -newkey rsa:2048 -nodes -subj /O=demo -days 30 -keyout ca-key.pem -out ca-cert.pem 2>/dev/null
            cp ca-cert.pem root-cert.pem; cp ca-cert.pem cert-chain.pem
            """);

        await mesh.ShellAsync($"{Phase1} --output_dir out --ca_cert ca-cert.pem --ca_key ca-key.pem --root_cert root-cert.pem --cert_chain cert-chain.pem");

        var secret = JsonNode.Parse(await mesh.ShellAsync("kubectl get secret cacerts -n istio-system -o json"))!;
        Assert.Equal(["ca-cert.pem", "ca-key.pem", "cert-chain.pem", "root-cert.pem"], secret["data"]!.AsObject().Select(pair => pair.Key).Order());
    }

    [Fact]
    public async Task Proxy_secrets_come_as_istioctl_shows_them()
    {
        await using var mesh = await Meshsim.UpAsync(Scenario);

        var json = JsonNode.Parse(await mesh.ShellAsync("istioctl proxy-config secret $(kubectl get pod -n shop -o jsonpath='{.items[0].metadata.name}') -n shop -o json"))!;
        var table = await mesh.ShellAsync("istioctl pc secret $(kubectl get pod -n shop -o jsonpath='{.items[0].metadata.name}').shop");
        var missing = await mesh.TryAsync("istioctl proxy-config secret nobody -n shop -o json");

        var secrets = json["dynamicActiveSecrets"]!.AsArray().ToDictionary(s => (string)s!["name"]!, s => s!["secret"]!);
        Assert.Equal(["ROOTCA", "default"], secrets.Keys.Order(StringComparer.Ordinal));
        var pem = System.Text.Encoding.ASCII.GetString(Convert.FromBase64String((string)secrets["ROOTCA"]["validationContext"]!["trustedCa"]!["inlineBytes"]!));
        Assert.Equal(1, pem.Split("BEGIN CERTIFICATE").Length - 1);
        Assert.StartsWith("RESOURCE NAME     TYPE           STATUS     VALID CERT     SERIAL NUMBER", table, StringComparison.Ordinal);
        Assert.Equal(1, missing.Status);
        Assert.Contains("pods \"nobody\" not found", missing.Error, StringComparison.Ordinal);
    }
}

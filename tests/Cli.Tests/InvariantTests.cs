namespace MeshRunbook.Cli.Tests;

/// <summary>
/// The invariants of the migration (engine/README.md). Each is violated in a mesh, and the runbook must stop at the step that looks
/// at it, say which objects it is about and what to do, and change nothing once the violation was there to be seen; that nothing
/// was changed is what the scenario expects and the rehearsal judges by the API calls that the mesh received.
/// </summary>
public sealed class InvariantTests(Violations violations) : IClassFixture<Violations>
{
    private const string East = "gke_demo-project_us-east1_east";
    private const string West = "gke_demo-project_us-west1-b_west";
    private const string Moving = "move/move[shop]/namespace";

    [Fact]
    public Task Invariant_01_one_old_root_in_proxies_and_secret() =>
        StopsAsync("01-one-old-root", at: "oneRoot", "shop/web-", "does not trust", "must agree before anything is installed");

    [Fact]
    public Task Invariant_02_a_control_plane_that_hands_out_what_it_should() =>
        StopsAsync("02-control-plane-as-expected", at: "controlPlane", "control plane asm-11910-9-distribute-root", "its trust domain is corp.example", "runbook rollback ");

    [Fact]
    public Task Invariant_03_one_label_and_a_live_webhook() =>
        StopsAsync("03-one-label-and-a-live-webhook", at: $"{Moving}/labelled", "namespace shop", "take the other label away");

    [Fact]
    public Task Invariant_04_every_pod_is_of_the_revision_of_its_namespace() =>
        StopsAsync("04-actual-revision", at: $"{Moving}/restart/revision", "shop/legacy-", "replace these pods");

    [Fact]
    public Task Invariant_05_rollouts_are_finished() =>
        StopsAsync("05-rollouts-finished", at: $"{Moving}/restart/rolledOut", "shop/deployment/web", "exceeded quota", "take away what blocks the rollout");

    [Fact]
    public Task Invariant_06_no_pod_is_without_a_sidecar() =>
        StopsAsync("06-no-pod-without-a-sidecar", at: "sidecars", "late/api-", "restart it so that it gets one");

    [Fact]
    public Task Invariant_07_every_proxy_of_every_cluster_trusts_both_roots_before_phase_2() =>
        StopsAsync("07-both-roots-everywhere", at: $"bothRootsElsewhere[{West}]/otherTrust", "istio-system/istio-ingressgateway-", "does not trust meshca", $"finish phase 1 in {West} first");

    [Fact]
    public async Task Invariant_08_a_canary_pod_of_phase_2_still_trusts_the_old_root()
    {
        await StopsAsync("08-canary-keeps-the-old-root", at: "canaryPod/oldRoot", "mesh-ca-canary/canary", "no workload has moved");
    }

    [Fact]
    public Task Invariant_09_nothing_refers_to_a_control_plane_that_goes() =>
        StopsAsync("09-nothing-refers-to-the-old-revision", at: "unneeded", "revision tag (stable)", "tag set stable --revision");

    [Fact]
    public Task Invariant_10_a_delete_leaves_the_gateway_with_endpoints() =>
        StopsAsync("10-gateway-keeps-endpoints", at: "replaceable[istio-system.istio-ingressgateway]/alone", "service/istio-ingressgateway has 0 ready endpoints", "try again");

    [Fact]
    public Task Invariant_11_nothing_needs_the_old_CA_when_its_secrets_go() =>
        StopsAsync("11-old-ca-unneeded", at: "stillUnneeded/caDisabled", "deployment/istiod-asm-11910-9-meshca-ca-migration", "set ENABLE_CA_SERVER=false");

    [Fact]
    public Task Invariant_12_nobody_has_made_a_new_root() =>
        StopsAsync("12-no-new-root", at: "noNewRoot", "secret/istio-ca-secret", "set ENABLE_CA_SERVER=false for it");

    [Fact]
    public Task Invariant_13_a_rollback_finds_what_it_goes_back_to() =>
        StopsAsync("13-rollback-has-its-target", at: "oldRoot/found", $"istio-system of {East} has neither secret/cacerts nor secret/istio-ca-secret", "restore-old-ca");

    [Fact]
    public Task Invariant_14_principals_of_policies_are_covered_by_the_aliases() =>
        StopsAsync("14-principals-are-covered", at: "principals", "authorizationpolicy shop/callers", "add corp.example to trustDomainAliases");

    [Fact]
    public Task Invariant_15_all_clusters_finish_phase_1_before_any_starts_phase_2() =>
        StopsAsync("15-phase-1-everywhere-before-phase-2", at: "barrier1[west]/finished/all", $"late appeared in the mesh of {West}", "label and restart them");

    [Fact]
    public Task Invariant_15_all_clusters_finish_phase_2_before_any_secret_goes() =>
        StopsAsync("15-phase-2-everywhere-before-any-secret-goes", at: $"unneeded/issuerElsewhere[{West}]/otherIssuer", "shop/web-", $"finish phase 2 in {West} first");

    [Fact]
    public Task Invariant_16_nothing_is_installed_on_what_another_run_left_half_done() =>
        StopsAsync("16-nothing-half-done", at: "unused", "configmap/istio-asm-11910-9-distribute-root", "runbook resume RUN");

    private async Task StopsAsync(string scenario, string at, params string[] says)
    {
        var (told, result) = await violations.OfAsync(scenario);

        Assert.Equal("failed", (string?)result["outcome"]);
        Assert.Equal(1, (int?)result["status"]);
        Assert.Equal([at], result["failed"]!.AsArray().Select(address => (string?)address));
        Assert.All(says, text => Assert.Contains(text, (string)result["message"]!, StringComparison.Ordinal));
        Assert.True((bool?)result["nothingChanged"] == true, told);
        Assert.True((long)result["probes"]!["checked"]! > 0, told);
        Assert.Equal(0, (long)result["probes"]!["failed"]!);
        Assert.Equal(0, (long)result["probes"]!["handshakesFailed"]!);
        Assert.Equal(0, (long)result["probes"]!["gatewayRequestsFailed"]!);
    }
}

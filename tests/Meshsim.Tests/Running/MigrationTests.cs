using System.Text.Json.Nodes;

namespace MeshSim.Tests.Running;

/// <summary>The migration by hand, as a person with the vendor's guide would type it.</summary>
public sealed class MigrationTests
{
    private const string Scenario = """
        timings: {podStart: 30ms, podStop: 10ms, asmcli: 50ms}
        clusters:
          - name: east
            location: us-east1
            gateways: [{}]
            namespaces:
              - {name: shop, workloads: [{name: web, replicas: 2}, {name: cart, kind: StatefulSet}]}
              - {name: payments, workloads: [{name: api}, {name: agent, kind: DaemonSet}]}
          - name: west
            location: us-west1-b
            namespaces:
              - {name: shop, workloads: [{name: web, replicas: 2}]}
        """;

    private const string Functions = """
        set -e
        install() { for c in $(kubectl config get-contexts -o name); do
          echo y | asmcli install --fleet_id demo-project --kubeconfig $KUBECONFIG --context $c --enable_all --ca $1 --option $2 --revision_name $3 --output_dir $3-$c 2>/dev/null
        done; }
        restart() { for w in $(kubectl --context $1 get deploy,sts,ds -n $2 -o name); do
          kubectl --context $1 rollout restart $w -n $2 >/dev/null; done
          for w in $(kubectl --context $1 get deploy,sts,ds -n $2 -o name); do
          kubectl --context $1 rollout status $w -n $2 --timeout 3m >/dev/null; done; }
        move() { for c in $(kubectl config get-contexts -o name); do for n in $(kubectl --context $c get ns -o name | grep -E 'shop|payments' | cut -d/ -f2); do
          kubectl --context $c label namespace $n istio.io/rev=$1 istio-injection- --overwrite >/dev/null; restart $c $n; done; done; }
        gateway() { kubectl patch deploy istio-ingressgateway -n istio-system -p '{"spec":{"template":{"metadata":{"labels":{"istio.io/rev":"'$1'"}}}}}' >/dev/null
          kubectl rollout status deploy/istio-ingressgateway -n istio-system --timeout 3m >/dev/null; }
        phase1() { install citadel ca-migration-citadel asm-one; move asm-one; gateway asm-one; }
        phase2() { install mesh_ca ca-migration-meshca asm-two; move asm-two; gateway asm-two; }
        retire() { for c in $(kubectl config get-contexts -o name); do
          kubectl --context $c delete Service,Deployment,HorizontalPodAutoscaler,PodDisruptionBudget $1 -n istio-system --ignore-not-found=true >/dev/null; done; }

        """;

    [Fact]
    public async Task Both_phases_one_after_the_other_never_break_a_connection()
    {
        await using var mesh = await Meshsim.UpAsync(Scenario);

        await mesh.ShellAsync(Functions + """
            phase1; retire istiod
            phase2; retire istiod-asm-one
            for c in $(kubectl config get-contexts -o name); do
              kubectl --context $c delete secret cacerts istio-ca-secret -n istio-system --ignore-not-found
              kubectl --context $c rollout restart deployment -n istio-system
              kubectl --context $c rollout status deploy/istiod-asm-two -n istio-system --timeout 3m
            done
            """);

        await Meshsim.EventuallyAsync(async () => Workloads(await mesh.StateAsync(), "trusts").All(trust => trust.StartsWith("mesh-ca ", StringComparison.Ordinal)));
        var report = await mesh.ReportAsync();
        Assert.True(report["firstFailures"]!.AsArray().Count == 0, report.ToJsonString());
        Assert.Equal(0, (long)report["failed"]!);
        Assert.True((long)report["checked"]! > 1000);
        Assert.True((long)report["handshakes"]! >= 4);
        Assert.Equal(0, (long)report["gatewayRequestsFailed"]!);
        Assert.True((long)report["gatewayRequests"]! > 100);
        var state = await mesh.StateAsync();
        Assert.Equal(["mesh-ca"], Workloads(state, "issuers").Distinct());
        Assert.Null(state["clusters"]!["east"]!["caSecrets"]!["istio-ca-secret"]);
        var text = await mesh.VerbAsync("report");
        Assert.StartsWith($"mTLS probes: {report["checked"]} checked, 0 failed\n", text, StringComparison.Ordinal);
        Assert.Contains("signed by mesh-ca trust [mesh-ca]\n", text, StringComparison.Ordinal);
        Assert.All(Trust(report), workload => Assert.Equal(["old", "both", "new"], workload.Value));
        Assert.Equal(6, Trust(report).Count);
        Assert.Empty(report["history"]!["broken"]!.AsArray());
    }

    [Fact]
    public async Task Leaving_out_the_first_phase_breaks_connections()
    {
        await using var mesh = await Meshsim.UpAsync(Scenario);

        await mesh.ShellAsync(Functions + "phase2");

        var report = await mesh.ReportAsync();
        Assert.True((long)report["failed"]! > 0);
        Assert.True((long)report["handshakesFailed"]! > 0);
        Assert.Contains(report["history"]!["broken"]!.AsArray(), change => (long)change![2]! > 0);
        Assert.Contains("lacks the", (string)report["firstFailures"]![0]!["law"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_plane_that_drops_the_old_root_breaks_mixed_traffic()
    {
        await using var mesh = await Meshsim.UpAsync(Scenario + "\nfaults: {oldRoot: dropped}");

        await mesh.ShellAsync(Functions + "phase1; install mesh_ca ca-migration-meshca asm-two");
        Assert.Equal(0, (long)(await mesh.ReportAsync())["failed"]!);
        await mesh.ShellAsync(Functions + "kubectl label namespace payments istio.io/rev=asm-two --overwrite; kubectl delete pod -n payments -l app=api; kubectl wait pod -n payments -l app=api --for condition=Ready --timeout 3m");

        Assert.True((long)(await mesh.ReportAsync())["failed"]! > 0);
    }

    [Fact]
    public async Task Relabelling_back_and_restarting_restores_revisions_trust_and_issuers()
    {
        await using var mesh = await Meshsim.UpAsync(Scenario);
        var before = await mesh.StateAsync();

        await mesh.ShellAsync(Functions + """
            phase1
            for c in $(kubectl config get-contexts -o name); do for n in $(kubectl --context $c get ns -o name | grep -E 'shop|payments' | cut -d/ -f2); do
              kubectl --context $c label namespace $n istio.io/rev- istio-injection=enabled --overwrite; restart $c $n; done; done
            gateway default
            retire istiod-asm-one
            """);

        var after = await mesh.StateAsync();
        foreach (var cluster in new[] { "east", "west" })
            foreach (var part in new[] { "namespaces", "workloads", "gateways", "caSecrets" })
                Assert.Equal(before["clusters"]![cluster]![part]!.ToJsonString(), after["clusters"]![cluster]![part]!.ToJsonString());
        Assert.Equal(0, (long)(await mesh.ReportAsync())["failed"]!);
    }

    [Fact]
    public async Task An_istiod_with_a_CA_that_restarts_without_secrets_mints_a_new_root()
    {
        await using var mesh = await Meshsim.UpAsync(Scenario);
        var before = (string)(await mesh.StateAsync())["clusters"]!["east"]!["caSecrets"]!["istio-ca-secret"]!["roots"]![0]!;

        await mesh.ShellAsync("""
            kubectl delete secret cacerts istio-ca-secret -n istio-system --ignore-not-found
            kubectl rollout restart deployment/istiod -n istio-system && kubectl rollout status deployment/istiod -n istio-system --timeout 3m
            kubectl rollout restart deploy/web -n shop && kubectl rollout status deploy/web -n shop --timeout 3m
            """);

        var after = (string)(await mesh.StateAsync())["clusters"]!["east"]!["caSecrets"]!["istio-ca-secret"]!["roots"]![0]!;
        Assert.NotEqual(before, after);
        Assert.True((long)(await mesh.ReportAsync())["failed"]! > 0);
    }

    [Fact]
    public async Task Deleting_a_gateway_without_waiting_for_its_canary_fails_requests_and_waiting_for_its_endpoints_fails_none()
    {
        await using var mesh = await Meshsim.UpAsync("""
            clusters: [{name: east, location: us-east1, gateways: [{}], namespaces: [{name: shop, workloads: [{name: web}]}]}]
            """);
        const string Canary = """
            set -e
            canary() { kubectl get deploy $1 -n istio-system -o json | jq ".metadata = {name: \"$2\", namespace: \"istio-system\"} | del(.status)" | kubectl apply -f - >/dev/null; }

            """;

        await mesh.ShellAsync(Canary + """
            canary istio-ingressgateway second
            kubectl rollout status deploy/second -n istio-system --timeout 20s
            kubectl delete deploy istio-ingressgateway -n istio-system
            sleep 0.3
            """);
        var patient = await mesh.ReportAsync();
        await mesh.VerbAsync("fault", "pods=never-ready:east/istio-system/third");
        await mesh.ShellAsync(Canary + """
            canary second third
            kubectl delete deploy second -n istio-system
            """);
        await Meshsim.EventuallyAsync(async () => (long)(await mesh.ReportAsync())["gatewayRequestsFailed"]! > 0);
        var hasty = await mesh.ReportAsync();

        Assert.Equal(0, (long)patient["gatewayRequestsFailed"]!);
        Assert.True((long)patient["gatewayRequests"]! > 0);
        Assert.Equal("the gateway's Service has no ready endpoint", (string)hasty["firstFailures"]![0]!["law"]!);
    }

    /// <summary>For each workload of the history, which roots it trusted one after the other: those that all its proxies trusted.</summary>
    private static Dictionary<string, List<string>> Trust(JsonNode report)
    {
        var history = report["history"]!;
        var counts = new Dictionary<(long Workload, long Kind), long>();
        var trust = new Dictionary<string, List<string>>();
        foreach (var change in history["changes"]!.AsArray().Select(change => change!.AsArray().Select(number => (long)number!).ToArray()))
        {
            counts[(change[1], change[2])] = change[3];
            var kinds = counts.Where(pair => pair.Key.Workload == change[1] && pair.Value > 0).Select(pair => history["kinds"]![(int)pair.Key.Kind]!).ToList();
            if (kinds.Count == 0) continue;
            var common = kinds.Select(kind => kind["trusts"]!.AsArray().Select(root => (string)history["roots"]![(int)root!]!["name"]!))
                .Aggregate((one, other) => one.Intersect(other)).ToList();
            var workload = history["workloads"]![(int)change[1]]!;
            var states = trust.TryGetValue($"{workload}", out var known) ? known : trust[$"{workload}"] = [];
            var state = common.Count == 2 ? "both" : common is ["mesh-ca"] ? "new" : "old";
            if (states.Count == 0 || states[^1] != state) states.Add(state);
        }

        return trust;
    }

    private static IEnumerable<string> Workloads(JsonNode state, string field) => state["clusters"]!.AsObject()
        .SelectMany(cluster => cluster.Value!["workloads"]!.AsObject())
        .SelectMany(workload => workload.Value![field]!.AsArray()).Select(value => (string)value!);
}

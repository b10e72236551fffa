using System.Text.Json.Nodes;

namespace MeshSim.Tests.Running;

public sealed class ClusterTests
{
    private const string Kinds = """
              - name: shop
                workloads:
                  - {name: web, replicas: 3}
                  - {name: cart, kind: StatefulSet, replicas: 2}
                  - {name: agent, kind: DaemonSet}
                  - {name: settle, kind: Job}
                  - {name: console, kind: Pod}
                  - {name: importer, sidecar: false}
        """;

    [Fact]
    public async Task A_cluster_of_istio_shows_its_control_plane_workloads_and_gateway_to_kubectl()
    {
        await using var mesh = await Meshsim.UpAsync($"clusters:\n  - name: east\n    gateways: [{{}}]\n    namespaces:\n{Kinds}");

        var pods = await mesh.ShellAsync("kubectl get pods -A -L istio.io/rev --no-headers");
        var planes = await mesh.ShellAsync("kubectl get svc,deploy,hpa,pdb,cm,secret,iop -n istio-system -o name");

        Assert.Equal(15, pods.Trim().Split('\n').Length);
        Assert.All(pods.Trim().Split('\n'), line => Assert.Contains(" Running ", line, StringComparison.Ordinal));
        Assert.Equal(5, pods.Split('\n').Count(line => line.EndsWith("default", StringComparison.Ordinal)));
        Assert.Contains("service/istiod\n", planes, StringComparison.Ordinal);
        Assert.Contains("secret/istio-ca-secret\n", planes, StringComparison.Ordinal);
        Assert.Contains("installed-state\n", planes, StringComparison.Ordinal);
        Assert.Contains("configmap/istio-ca-root-cert\n", planes, StringComparison.Ordinal);
        Assert.Equal("1/1", await mesh.ShellAsync("kubectl get pods -n shop -l app=importer --no-headers | awk '{printf $2}'"));
        Assert.Equal("2/2", await mesh.ShellAsync("kubectl get pods -n shop console --no-headers | awk '{printf $2}'"));
    }

    [Fact]
    public async Task A_cluster_of_an_earlier_revision_uses_its_label_and_plugged_in_certificates()
    {
        await using var mesh = await Meshsim.UpAsync(
            $"clusters:\n  - name: east\n    origin: asm\n    revision: asm-1157-23\n    ca: cacerts\n    gateways: [{{}}]\n    namespaces:\n{Kinds}");

        Assert.Equal("asm-1157-23", await mesh.ShellAsync("kubectl get ns shop -o jsonpath='{.metadata.labels.istio\\.io/rev}'"));
        Assert.Contains("cacerts", await mesh.ShellAsync("kubectl get secret -n istio-system -o name"), StringComparison.Ordinal);
        var status = await mesh.ShellAsync("kubectl get pod -n shop console -o jsonpath='{.metadata.annotations.sidecar\\.istio\\.io/status}'");
        Assert.Equal("asm-1157-23", (string?)JsonNode.Parse(status)!["revision"]);
        Assert.Equal("", await mesh.ShellAsync("kubectl get pod -n shop console -o jsonpath='{.metadata.labels.istio\\.io/rev}'"));
    }

    [Fact]
    public async Task Restarts_replace_every_pod_within_the_limits_and_undo_goes_back()
    {
        await using var mesh = await Meshsim.UpAsync($"clusters:\n  - name: east\n    namespaces:\n{Kinds}");
        var before = await mesh.ShellAsync("kubectl get pods -n shop -l 'app in (web,cart,agent)' -o jsonpath='{.items[*].metadata.uid}'");

        await mesh.ShellAsync("""
            kubectl rollout restart deploy/web sts/cart ds/agent -n shop && kubectl rollout status deploy/web -n shop --timeout 3m &&
            kubectl rollout status sts/cart -n shop --timeout 3m && kubectl rollout status ds/agent -n shop --timeout 3m
            """);

        var after = await mesh.ShellAsync("kubectl get pods -n shop -l 'app in (web,cart,agent)' -o jsonpath='{.items[*].metadata.uid}'");
        Assert.Equal(before.Split(' ').Length, after.Split(' ').Length);
        Assert.Empty(before.Split(' ').Intersect(after.Split(' ')));
        var sets = await mesh.ShellAsync("kubectl get rs -n shop -l app=web -o name");
        await mesh.ShellAsync("kubectl rollout undo deploy/web -n shop && kubectl rollout status deploy/web -n shop --timeout 3m");
        Assert.Equal(sets, await mesh.ShellAsync("kubectl get rs -n shop -l app=web -o name"));
    }

    [Fact]
    public async Task Labels_decide_on_injection_as_the_selectors_of_the_webhooks_say()
    {
        await using var mesh = await Meshsim.UpAsync("clusters:\n  - {name: east, origin: asm, revision: asm-1}");
        const string Pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","labels":{"app":"p"LABEL}},"spec":{"containers":[{"name":"app","image":"i"}]}}""";

        async Task<string> Revision(string spaceLabels, string podLabel)
        {
            var pod = mesh.Write("pod.json", Pod.Replace("LABEL", podLabel, StringComparison.Ordinal));
            return await mesh.ShellAsync($$"""
                kubectl create namespace n >/dev/null; [ -z "{{spaceLabels}}" ] || kubectl label namespace n {{spaceLabels}} >/dev/null
                kubectl create -n n --validate=false -f {{pod}} >/dev/null
                kubectl get pod p -n n -o jsonpath='{.metadata.annotations.sidecar\.istio\.io/status}' | (jq -r .revision 2>/dev/null || true) | tr -d '\n'
                kubectl delete namespace n --wait >/dev/null
                """);
        }

        Assert.Equal("asm-1", await Revision("istio.io/rev=asm-1", ""));
        Assert.Equal("", await Revision("", ""));
        Assert.Equal("asm-1", await Revision("", ""","istio.io/rev":"asm-1" """));
        Assert.Equal("", await Revision("istio.io/rev=asm-1", ""","sidecar.istio.io/inject":"false" """));
        Assert.Equal("", await Revision("istio.io/rev=asm-1 istio-injection=enabled", ""));
        Assert.Equal("", await Revision("istio.io/rev=asm-2", ""));
    }

    [Fact]
    public async Task Pods_are_refused_while_the_webhook_has_nobody_behind_it()
    {
        await using var mesh = await Meshsim.UpAsync("clusters:\n  - {name: east, namespaces: [{name: shop, workloads: [{name: web}]}]}");

        var ran = await mesh.TryAsync("""
            kubectl delete service istiod -n istio-system
            kubectl create --validate=false -f - <<< '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"shop"},"spec":{"containers":[{"name":"a","image":"i"}]}}'
            """);

        Assert.NotEqual(0, ran.Status);
        Assert.Contains("failed calling webhook \"namespace.sidecar-injector.istio.io\"", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_holds_a_rollout_back_and_the_deployment_says_why()
    {
        await using var mesh = await Meshsim.UpAsync(
            "clusters:\n  - {name: east, namespaces: [{name: shop, quota: {pods: 2}, workloads: [{name: web, replicas: 2}]}]}");

        var ran = await mesh.TryAsync("kubectl rollout restart deploy/web -n shop && kubectl rollout status deploy/web -n shop --timeout 1s");

        Assert.NotEqual(0, ran.Status);
        await Meshsim.EventuallyAsync(async () => (await mesh.ShellAsync("kubectl get deploy web -n shop -o jsonpath='{.status.conditions[*].message}'"))
            .Contains("exceeded quota: pods, requested: pods=1, used: pods=2, limited: pods=2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SIGTERM_ends_it_cleanly()
    {
        await using var mesh = await Meshsim.UpAsync("clusters: [{name: east}]");

        Assert.Equal(0, await mesh.EndAsync());
        Assert.False(File.Exists(Path.Combine(mesh.Folder, "meshsim.json")));
    }
}

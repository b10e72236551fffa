using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

/// <summary>The real kubectl, unmodified, in the commands that people and runbooks use.</summary>
public sealed class KubectlTests : ApiTest
{
    private const string ServiceManifest = """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: web}, ports: [{port: PORT, targetPort: 8080}]}
        """;

    private const string Manifests = """
        {"apiVersion":"v1","kind":"List","items":[
        {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"web"}},
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web"},"data":{"a":"b"}},
        {"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"web"},"spec":{"minReplicas":2,"maxReplicas":5,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}}},
        {"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"web"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"web"}}}},
        {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"web"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]},
        {"apiVersion":"admissionregistration.k8s.io/v1","kind":"MutatingWebhookConfiguration","metadata":{"name":"web"},"webhooks":[{"name":"a.b.c","sideEffects":"None","admissionReviewVersions":["v1"],"clientConfig":{"service":{"name":"istiod","namespace":"istio-system"}}}]},
        DEPLOYMENT
        ]}
        """;

    private readonly TaskCompletionSource _watched = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override Task<ApiCluster> StartAsync() => ApiCluster.StartAsync(options => options with
    {
        Version = "v1.32.4",
        Faults = request =>
        {
            if (request.Verb == "watch") _watched.TrySetResult();
            return null;
        },
    });

    private static string All => Manifests.Replace("DEPLOYMENT", Deployment, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Kubectl.Programs), MemberType = typeof(Kubectl))]
    public async Task Apply_says_created_unchanged_and_configured(string kubectl)
    {
        var created = await KubectlAsync(kubectl, "apply -f -", All);
        var again = await KubectlAsync(kubectl, "apply -f -", All);
        await KubectlAsync(kubectl, "apply -f -", ServiceManifest.Replace("PORT", "80", StringComparison.Ordinal));
        var changed = await KubectlAsync(kubectl, "apply -f -", ServiceManifest.Replace("PORT", "81", StringComparison.Ordinal));

        Assert.Equal(7, created.Split('\n').Count(line => line.EndsWith(" created", StringComparison.Ordinal)));
        Assert.Equal(7, again.Split('\n').Count(line => line.EndsWith(" unchanged", StringComparison.Ordinal)));
        Assert.Equal("service/web configured\n", changed);
        Assert.Equal([81L], Store.Get(BuiltInTypes.Services, "default", "web")!.Objects("spec", "ports").Select(port => port.Number("port")!.Value));
    }

    [Theory]
    [MemberData(nameof(Kubectl.Programs), MemberType = typeof(Kubectl))]
    public async Task Custom_resources_apply_print_and_go(string kubectl)
    {
        const string resource = """{"apiVersion":"install.istio.io/v1alpha1","kind":"IstioOperator","metadata":{"name":"installed-state-x"},"spec":{"revision":"REV","profile":"asm"}}""";
        await KubectlAsync(kubectl, "apply -f -", Definition);
        await KubectlAsync(kubectl, "wait --for=condition=established crd/istiooperators.install.istio.io --timeout=3m");

        await KubectlAsync(kubectl, "apply -f -", resource.Replace("REV", "r1", StringComparison.Ordinal));
        var unchanged = await KubectlAsync(kubectl, "apply -f -", resource.Replace("REV", "r1", StringComparison.Ordinal));
        var changed = await KubectlAsync(kubectl, "apply -f -", resource.Replace("REV", "r2", StringComparison.Ordinal));
        var table = await KubectlAsync(kubectl, "get iop");
        var deleted = await KubectlAsync(kubectl, "delete IstioOperator installed-state-x nope --ignore-not-found");

        Assert.EndsWith(" unchanged\n", unchanged, StringComparison.Ordinal);
        Assert.EndsWith(" configured\n", changed, StringComparison.Ordinal);
        Assert.Matches("NAME +REVISION\ninstalled-state-x +r2\n", table);
        Assert.Equal("istiooperator.install.istio.io \"installed-state-x\" deleted", deleted.Trim().Replace(" from default namespace", "", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kubectl.Programs), MemberType = typeof(Kubectl))]
    public async Task Labels_are_set_overwritten_shown_and_removed(string kubectl)
    {
        await KubectlAsync(kubectl, "label namespace default istio-injection=enabled");
        var moved = await KubectlAsync(kubectl, "label namespace default istio.io/rev=r1 istio-injection- --overwrite");
        var absent = await KubectlAsync(kubectl, "label namespace default istio-injection-");
        var column = await KubectlAsync(kubectl, "get ns -L istio.io/rev");
        var shown = await KubectlAsync(kubectl, "get ns default --show-labels");
        var selected = await KubectlAsync(kubectl, "get ns -l 'istio.io/rev in (r1,r2)' -o name");
        var bad = await KubectlAsync(kubectl, "label namespace default 'x=a b'", code: 1);

        Assert.Equal("namespace/default labeled\n", moved.Replace("unlabeled", "labeled", StringComparison.Ordinal));
        Assert.Contains("label \"istio-injection\" not found.", absent, StringComparison.Ordinal);
        Assert.Matches("NAME +STATUS +AGE +REV\ndefault +Active +[0-9]+s +r1\n", column);
        Assert.Contains("istio.io/rev=r1,kubernetes.io/metadata.name=default", shown, StringComparison.Ordinal);
        Assert.Equal("namespace/default\n", selected);
        Assert.Contains("invalid label value", bad, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kubectl.Programs), MemberType = typeof(Kubectl))]
    public async Task Objects_print_in_every_form(string kubectl)
    {
        await KubectlAsync(kubectl, "apply -f -", All);
        foreach (var (arguments, expected) in ((string, string)[])
            [
                ("get deploy web -o wide", "web +0/2 +0 +0 +[0-9]+s +app +nginx:1 +app=web"),
                ("get deploy web -o yaml", "kind: Deployment"),
                ("get deploy web -o json", "\"kind\": \"Deployment\""),
                ("get deploy -o 'jsonpath={.items[*].spec.template.spec.containers[0].image}'", "^nginx:1$"),
                ("get deploy -o custom-columns=N:.metadata.name,R:.spec.replicas --no-headers", "^web +2\n"),
                ("get deploy -A --sort-by=.metadata.name", "default +web"),
                ("get deploy --field-selector metadata.name=web -o name", "^deployment.apps/web\n"),
                ("get hpa,pdb,sa,cm,role", "horizontalpodautoscaler.autoscaling/web"),
                ("api-resources", "deployments +deploy +apps/v1 +true +Deployment"),
                ("api-versions", "policy/v1beta1"),
                ("auth can-i create deployments", "^yes\n"),
                ("cluster-info", "is running at"),
                ("describe deploy web", "nginx:1"),
                ("describe ns default", "Active"),
            ])
        {
            Assert.Matches(expected, await KubectlAsync(kubectl, arguments));
        }
    }

    [Theory]
    [MemberData(nameof(Kubectl.Programs), MemberType = typeof(Kubectl))]
    public async Task Objects_are_created_patched_replaced_and_deleted(string kubectl)
    {
        await KubectlAsync(kubectl, "create namespace shop");
        await KubectlAsync(kubectl, "create secret generic s -n shop --from-literal=a=b");
        await KubectlAsync(kubectl, "create configmap c -n shop --from-literal=a=b");
        await KubectlAsync(kubectl, "create -f -", Deployment);
        await KubectlAsync(kubectl, "annotate deploy web note=x");
        await KubectlAsync(kubectl, "set image deploy/web app=nginx:2");
        await KubectlAsync(kubectl, "scale deploy web --replicas=5");
        await KubectlAsync(kubectl, "patch deploy web --type=json -p '[{\"op\":\"add\",\"path\":\"/metadata/labels/j\",\"value\":\"1\"}]'");
        await KubectlAsync(kubectl, "patch deploy web --type=merge -p '{\"metadata\":{\"labels\":{\"m\":\"1\"}}}'");
        await KubectlAsync(kubectl, "patch deploy web -p '{\"metadata\":{\"labels\":{\"s\":\"1\"}}}'");
        var deployment = Store.Get(BuiltInTypes.Deployments, "default", "web")!;
        await KubectlAsync(kubectl, "replace -f -", Deployment);
        var deleted = await KubectlAsync(kubectl, "delete Service,Deployment,HorizontalPodAutoscaler web --ignore-not-found=true");
        await KubectlAsync(kubectl, "delete ns shop");

        Assert.Equal(("nginx:2", 5L, "x"), (deployment.Objects("spec", "template", "spec", "containers").Single().Text("image"),
            deployment.Number("spec", "replicas")!.Value, deployment.Annotation("note")));
        Assert.Equal("app,j,m,s", string.Join(",", deployment.Labels().Keys));
        Assert.StartsWith("deployment.apps \"web\" deleted", deleted, StringComparison.Ordinal);
        Assert.Null(Store.Get(BuiltInTypes.Namespaces, null, "shop"));
        Assert.Contains("NotFound", await KubectlAsync(kubectl, "delete service nope", code: 1), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kubectl.Programs), MemberType = typeof(Kubectl))]
    public async Task Kinds_that_kubectl_knows_are_created_in_its_own_wire_format(string kubectl)
    {
        foreach (var arguments in (string[])
            [
                "create deployment d --image=nginx", "create job j --image=busybox -- sleep 1", "create service clusterip s --tcp=80:8080",
                "create serviceaccount sa", "create role r --verb=get --resource=pods", "create rolebinding rb --role=r --user=u",
                "create pdb p --max-unavailable=25% --selector=a=b", "create quota q --hard=pods=3", "autoscale deploy d --max=3",
            ])
        {
            await KubectlAsync(kubectl, arguments);
        }

        var job = Store.Get(BuiltInTypes.Jobs, "default", "j")!.Objects("spec", "template", "spec", "containers").Single();
        Assert.Equal(["sleep", "1"], job.Texts("command"));
        Assert.Equal(8080, Store.Get(BuiltInTypes.Services, "default", "s")!.Objects("spec", "ports").Single().Number("targetPort"));
        Assert.Equal("25%", Store.Get(BuiltInTypes.PodDisruptionBudgets, "default", "p")!.Text("spec", "maxUnavailable"));
        Assert.Equal("3", Store.Get(BuiltInTypes.ResourceQuotas, "default", "q")!.Text("spec", "hard", "pods"));
        Assert.Equal("d", Store.Get(BuiltInTypes.HorizontalPodAutoscalers, "default", "d")!.Text("spec", "scaleTargetRef", "name"));
    }

    [Theory]
    [MemberData(nameof(Kubectl.Programs), MemberType = typeof(Kubectl))]
    public async Task Rollouts_restart_finish_go_back_and_tell_their_history(string kubectl)
    {
        using var controller = new RolloutStandIn(Store);
        await KubectlAsync(kubectl, "apply -f -", Deployment);
        await KubectlAsync(kubectl, "rollout status deploy/web --timeout=3m");
        await KubectlAsync(kubectl, "set image deploy/web app=nginx:2");
        await KubectlAsync(kubectl, "rollout restart deployment -n default");
        var done = await KubectlAsync(kubectl, "rollout status deploy/web --timeout=3m");
        var history = await KubectlAsync(kubectl, "rollout history deploy/web");
        await KubectlAsync(kubectl, "rollout undo deploy/web --to-revision=1");
        await KubectlAsync(kubectl, "rollout status deploy/web --timeout=3m");
        await KubectlAsync(kubectl, "wait --for=condition=available deploy/web --timeout=3m");
        var deployment = Store.Get(BuiltInTypes.Deployments, "default", "web")!;
        await KubectlAsync(kubectl, "delete deploy web --cascade=foreground --wait");

        Assert.Contains("deployment \"web\" successfully rolled out", done, StringComparison.Ordinal);
        Assert.Matches("1 +<none>\n2 +<none>\n3 +<none>", history);
        Assert.Equal("nginx:1", deployment.Objects("spec", "template", "spec", "containers").Single().Text("image"));
        Assert.Empty(Store.List(BuiltInTypes.ReplicaSets).Items);
    }

    [Theory]
    [MemberData(nameof(Kubectl.Programs), MemberType = typeof(Kubectl))]
    public async Task Server_side_apply_tells_of_conflicts(string kubectl)
    {
        await KubectlAsync(kubectl, "apply --server-side -f -", Deployment);
        var other = Deployment.Replace("nginx:1", "nginx:2", StringComparison.Ordinal);
        var refused = await KubectlAsync(kubectl, "apply --server-side --field-manager=other -f -", other, code: 1);
        await KubectlAsync(kubectl, "apply --server-side --field-manager=other --force-conflicts -f -", other);

        Assert.Contains(".spec.template.spec.containers[name=\"app\"].image", refused, StringComparison.Ordinal);
        Assert.Equal("nginx:2", Store.Get(BuiltInTypes.Deployments, "default", "web")!.Objects("spec", "template", "spec", "containers").Single().Text("image"));
    }

    [Theory]
    [MemberData(nameof(Kubectl.Programs), MemberType = typeof(Kubectl))]
    public async Task A_wait_for_deletion_ends_when_the_object_goes(string kubectl)
    {
        await KubectlAsync(kubectl, "create configmap gone --from-literal=a=b");
        using var waiting = Kubectl.Start(kubectl, Cluster.KubeConfig, Cluster.Folder, "wait --for=delete cm/gone --timeout=3m");
        await _watched.Task.WaitAsync(TimeSpan.FromMinutes(2));

        await KubectlAsync(kubectl, "delete cm gone");
        await waiting.WaitForExitAsync();

        Assert.Equal(0, waiting.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_watching_get_prints_each_change_as_a_row()
    {
        var map = await CreateConfigMapAsync("one", "\"watched\":\"yes\"");
        using var watching = Kubectl.Start(Kubectl.OnPath, Cluster.KubeConfig, Cluster.Folder, "get cm -l watched -w");
        Assert.StartsWith("NAME", await watching.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Matches("^one +1 ", await watching.StandardOutput.ReadLineAsync());

        Store.Update(BuiltInTypes.ConfigMaps, map.Key(), value => value.Put("w", "data", "l"));

        Assert.Matches("^one +2 ", await watching.StandardOutput.ReadLineAsync());
        watching.Kill(entireProcessTree: true);
    }

    [Theory]
    [MemberData(nameof(Kubectl.Programs), MemberType = typeof(Kubectl))]
    public async Task Permission_is_asked_of_the_hook(string kubectl)
    {
        await using var strict = await ApiCluster.StartAsync(options => options with { Authorize = (_, request) => request.Resource != "secrets" });

        var no = await strict.KubectlAsync(kubectl, "auth can-i get secrets");
        var refused = await strict.KubectlAsync(kubectl, "get secrets");

        Assert.Equal((1, 1), (no.Code, refused.Code));
        Assert.StartsWith("no", no.Output, StringComparison.Ordinal);
        Assert.Contains("forbidden", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_server_is_discovered_the_older_way()
    {
        await using var old = await ApiCluster.StartAsync(options => options with { Version = "v1.26.5" });

        var created = await old.KubectlAsync(Kubectl.OnPath, "apply -f -", Definition);
        var table = await old.KubectlAsync(Kubectl.OnPath, "get crd");

        Assert.Equal((0, 0), (created.Code, table.Code));
        Assert.Contains("istiooperators.install.istio.io", table.Output, StringComparison.Ordinal);
    }
}

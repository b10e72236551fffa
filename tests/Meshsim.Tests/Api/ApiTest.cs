using System.Net;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

/// <summary>A test with a cluster of its own.</summary>
public abstract class ApiTest : IAsyncLifetime
{
    protected ApiCluster Cluster { get; private set; } = null!;

    protected ObjectStore Store => Cluster.Store;

    public async ValueTask InitializeAsync() => Cluster = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual Task<ApiCluster> StartAsync() => ApiCluster.StartAsync();

    protected Task<JsonObject> CreateAsync(string collection, string body) =>
        Cluster.SendAsync(HttpMethod.Post, collection, body, HttpStatusCode.Created);

    protected Task<JsonObject> CreateConfigMapAsync(string name, string labels = "") => CreateAsync("/api/v1/namespaces/default/configmaps",
        $$$"""{"metadata":{"name":"{{{name}}}","labels":{{{{labels}}}}},"data":{"k":"v"}}""");

    protected async Task<string> KubectlAsync(string program, string arguments, string? input = null, int code = 0)
    {
        var result = await Cluster.KubectlAsync(program, arguments, input);
        Assert.True(result.Code == code, $"kubectl {arguments}: exit status {result.Code}\n{result.All}");
        return result.All;
    }

    /// <summary>Waits for an object to be as it should, by watching, not by sleeping.</summary>
    protected async Task UntilAsync(ResourceType type, Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var watch = Store.Watch(type);
        if (isSo()) return;
        await foreach (var _ in watch.ReadAllAsync(limit.Token))
        {
            if (isSo()) return;
        }
    }

    protected const string Deployment = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","labels":{"app":"web"}},"spec":{"replicas":2,
         "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
         "spec":{"containers":[{"name":"app","image":"nginx:1","ports":[{"containerPort":80}]}]}}}}
        """;

    protected const string Definition = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"istiooperators.install.istio.io"},
         "spec":{"group":"install.istio.io","scope":"Namespaced","names":{"kind":"IstioOperator","plural":"istiooperators","shortNames":["iop"]},
         "versions":[{"name":"v1alpha1","served":true,"storage":true,"subresources":{"status":{}},
           "additionalPrinterColumns":[{"name":"Revision","type":"string","jsonPath":".spec.revision"}],
           "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true,
             "properties":{"revision":{"type":"string"}}},"status":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}}}]}}
        """;

    protected const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    protected const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    protected const string Operators = "/apis/install.istio.io/v1alpha1/namespaces/default/istiooperators";
    protected const string DefinitionsPath = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
}

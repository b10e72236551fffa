using System.Text.Json.Nodes;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Tests.Fakes;

/// <summary>A cluster whose pods answer to istioctl, with an old CA and Mesh CA.</summary>
internal sealed class TestMesh
{
    public TestCa Old { get; } = TestCa.SelfSigned();

    public TestCa New { get; } = TestCa.MeshCa();

    public Asker Asker { get; init; } = new();

    public FakeCluster Cluster => Asker.Cluster;

    /// <summary>Adds the secret cacerts of the old CA.</summary>
    public TestMesh WithCacerts(TestCa? ca = null)
    {
        Secret("cacerts", ("root-cert.pem", (ca ?? Old).Pem), ("ca-cert.pem", (ca ?? Old).Pem), ("ca-key.pem", "-----BEGIN RSA PRIVATE KEY-----"));
        return this;
    }

    public void Secret(string name, params (string Key, string Text)[] entries) =>
        Cluster.Add(ResourceKind.Secret, Api.Named("istio-system", name).Set("data",
            new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)TestCa.Base64(entry.Text))))));

    public TestMesh WithMeshConfig(string revision, string mesh)
    {
        var name = revision == "default" ? "istio" : $"istio-{revision}";
        Cluster.Add(ResourceKind.ConfigMap, Api.Named("istio-system", name).Set("data", new JsonObject { ["mesh"] = mesh }));
        return this;
    }

    /// <summary>The mesh config of a revision that hands out the root of Mesh CA.</summary>
    public TestMesh WithDistributedRoot(string revision = "asm-1") =>
        WithMeshConfig(revision, $"caCertificates:\n- pem: |\n{Indent(New.Pem)}\ntrustDomain: cluster.local\n");

    /// <summary>Adds a pod and what its proxy answers: a certificate of one CA and the roots that it trusts.</summary>
    public TestMesh WithProxy(string @namespace, string workload, TestCa issuer, params TestCa[] trusted) =>
        WithAnswer(@namespace, workload, TestCa.Secrets(issuer.Issue(), trusted));

    public TestMesh WithAnswer(string @namespace, string workload, string printed, string revision = "asm-1")
    {
        Cluster.Add(ResourceKind.Pod, Api.Pod(@namespace, workload, revision: revision));
        Asker.Istioctl.Answers[$"{@namespace}/{workload}-abc-x1"] = () => FakeIstioctl.Printed(printed);
        return this;
    }

    /// <summary>Adds a ready control plane: istiod, its service and its injector, with the selectors of Istio's charts.</summary>
    public TestMesh WithIstiod(string revision)
    {
        var suffix = revision == "default" ? "" : "-" + revision;
        Cluster.Add(ResourceKind.Deployment, Api.Deployment("istio-system", "istiod" + suffix))
            .Add(ResourceKind.EndpointSlice, Api.Slice("istio-system", "istiod" + suffix, "istiod-1"))
            .Add(ResourceKind.MutatingWebhook, Injector("istio-sidecar-injector" + suffix, revision, revision));
        return this;
    }

    public TestMesh WithTag(string tag, string revision)
    {
        Cluster.Add(ResourceKind.MutatingWebhook, Injector($"istio-revision-tag-{tag}", tag, revision).Labelled("istio.io/tag", tag));
        return this;
    }

    public Task<Answer> AskAsync(params (string Key, object? Value)[] arguments) => Asker.AskAsync(arguments);

    private static JsonObject Injector(string name, string label, string revision)
    {
        var client = $$$"""{"caBundle":"QQ==","service":{"namespace":"istio-system","name":"istiod{{{(revision == "default" ? "" : "-" + revision)}}}"} }""";
        var byLabel = $$$"""
            {"name":"rev.namespace.sidecar-injector.istio.io","clientConfig":{{{client}}},
             "namespaceSelector":{"matchExpressions":[{"key":"istio.io/rev","operator":"In","values":["{{{label}}}"]},{"key":"istio-injection","operator":"DoesNotExist"}]},
             "objectSelector":{"matchExpressions":[{"key":"sidecar.istio.io/inject","operator":"NotIn","values":["false"]}]} }
            """;
        var byPod = $$$"""
            {"name":"rev.object.sidecar-injector.istio.io","clientConfig":{{{client}}},
             "namespaceSelector":{"matchExpressions":[{"key":"istio.io/rev","operator":"DoesNotExist"},{"key":"istio-injection","operator":"DoesNotExist"}]},
             "objectSelector":{"matchExpressions":[{"key":"istio.io/rev","operator":"In","values":["{{{label}}}"]}]} }
            """;
        var byInjection = $$$"""
            {"name":"namespace.sidecar-injector.istio.io","clientConfig":{{{client}}},"namespaceSelector":{"matchLabels":{"istio-injection":"enabled"} } }
            """;
        var webhooks = label == "default" ? $"[{byLabel},{byPod},{byInjection}]" : $"[{byLabel},{byPod}]";
        return Api.Named(null, name, ("istio.io/rev", revision)).Set("webhooks", JsonNode.Parse(webhooks));
    }

    public static string Indent(string pem) => string.Join('\n', pem.Split('\n').Select(line => "    " + line));
}

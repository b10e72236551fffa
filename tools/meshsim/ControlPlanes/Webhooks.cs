using System.Text.Json.Nodes;

namespace MeshSim.ControlPlanes;

/// <summary>The mutating webhooks of a revision, with the selectors of Istio's own chart.</summary>
internal static class Webhooks
{
    private const string Revision = "istio.io/rev";
    private const string Injection = "istio-injection";
    private const string Inject = "sidecar.istio.io/inject";

    /// <summary>A namespace's revision label counts only without <c>istio-injection</c>; only revision <c>default</c> heeds <c>istio-injection</c>.</summary>
    public static JsonObject Make(string revision)
    {
        var webhooks = new JsonArray(
            Webhook("rev.namespace", revision,
                [In(Revision, revision), Absent(Injection)],
                [NotIn(Inject, "false")]),
            Webhook("rev.object", revision,
                [Absent(Revision), Absent(Injection)],
                [NotIn(Inject, "false"), In(Revision, revision)]));
        if (revision == "default")
        {
            webhooks.Add((JsonNode)Webhook("namespace", revision, [In(Injection, "enabled")], [NotIn(Inject, "false")]));
            webhooks.Add((JsonNode)Webhook("object", revision, [Absent(Injection), Absent(Revision)], [In(Inject, "true"), Absent(Revision)]));
        }

        return new()
        {
            ["apiVersion"] = "admissionregistration.k8s.io/v1",
            ["kind"] = "MutatingWebhookConfiguration",
            ["metadata"] = new JsonObject
            {
                ["name"] = ControlPlaneNames.Injector(revision),
                ["labels"] = new JsonObject { ["app"] = "sidecar-injector", [Revision] = revision, ["release"] = "istio" },
            },
            ["webhooks"] = webhooks,
        };
    }

    private static JsonObject Webhook(string name, string revision, JsonObject[] spaces, JsonObject[] objects) => new()
    {
        ["name"] = $"{name}.sidecar-injector.istio.io",
        ["clientConfig"] = new JsonObject
        {
            ["service"] = new JsonObject
            {
                ["name"] = ControlPlaneNames.Istiod(revision),
                ["namespace"] = ControlPlaneNames.Namespace,
                ["path"] = "/inject",
                ["port"] = 443,
            },
        },
        ["rules"] = new JsonArray(new JsonObject
        {
            ["operations"] = new JsonArray("CREATE"),
            ["apiGroups"] = new JsonArray(""),
            ["apiVersions"] = new JsonArray("v1"),
            ["resources"] = new JsonArray("pods"),
            ["scope"] = "*",
        }),
        ["failurePolicy"] = "Fail",
        ["matchPolicy"] = "Equivalent",
        ["namespaceSelector"] = new JsonObject { ["matchExpressions"] = new JsonArray([.. spaces]) },
        ["objectSelector"] = new JsonObject { ["matchExpressions"] = new JsonArray([.. objects]) },
        ["reinvocationPolicy"] = "Never",
        ["sideEffects"] = "None",
        ["timeoutSeconds"] = 10,
        ["admissionReviewVersions"] = new JsonArray("v1beta1", "v1"),
    };

    private static JsonObject In(string key, string value) => Expression(key, "In", value);

    private static JsonObject NotIn(string key, string value) => Expression(key, "NotIn", value);

    private static JsonObject Absent(string key) => new() { ["key"] = key, ["operator"] = "DoesNotExist" };

    private static JsonObject Expression(string key, string comparison, string value) =>
        new() { ["key"] = key, ["operator"] = comparison, ["values"] = new JsonArray(value) };
}

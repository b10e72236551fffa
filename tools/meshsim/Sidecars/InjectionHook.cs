using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.ControlPlanes;

namespace MeshSim.Sidecars;

/// <summary>Calls the mutating webhooks that are present for each new pod, as the API server does; their selectors alone decide.</summary>
internal sealed class InjectionHook(ObjectStore store, IstiodDirectory directory)
{
    public void Admit(AdmissionRequest request)
    {
        if (request.Old is not null || !request.Type.Equals(BuiltInTypes.Pods)) return;
        var space = store.Get(BuiltInTypes.Namespaces, ObjectKey.Cluster(request.New.Namespace()));
        if (space is null) return;
        foreach (var configuration in store.List(BuiltInTypes.MutatingWebhooks).Items)
        {
            foreach (var webhook in configuration.Objects("webhooks").Where(webhook => Concerns(webhook, space, request.New)))
                Call(webhook, request.New);
        }
    }

    private static bool Concerns(JsonObject webhook, JsonObject space, JsonObject pod) =>
        webhook.Objects("rules").Any(rule => rule.Texts("resources").Contains("pods") && rule.Texts("operations").Any(o => o is "CREATE" or "*"))
        && LabelSelector.FromObject(webhook.At("namespaceSelector") as JsonObject).Matches(space)
        && LabelSelector.FromObject(webhook.At("objectSelector") as JsonObject).Matches(pod);

    private void Call(JsonObject webhook, JsonObject pod)
    {
        if (webhook.Text("clientConfig", "service", "name") is not { } service || Sidecar.RevisionOf(pod) is not null) return;
        var space = webhook.Text("clientConfig", "service", "namespace") ?? ControlPlaneNames.Namespace;
        var istiod = directory.Behind(service);
        if (istiod is not null && directory.Config(istiod.Revision) is { } config)
        {
            SidecarTemplate.Inject(pod, istiod.Revision, config);
            return;
        }

        if (webhook.Text("failurePolicy") == "Ignore") return;
        var why = store.Get(BuiltInTypes.Services, space, service) is null
            ? $"service \"{service}\" not found"
            : $"no endpoints available for service \"{service}\"";
        throw new ApiException(500, "InternalError",
            $"Internal error occurred: failed calling webhook \"{webhook.Text("name")}\": failed to call webhook: "
            + $"Post \"https://{service}.{space}.svc:443/inject?timeout=10s\": {why}",
            new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = $"failed calling webhook \"{webhook.Text("name")}\": {why}" }) });
    }
}

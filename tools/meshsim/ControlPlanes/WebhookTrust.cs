using System.Text;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.ControlPlanes;

/// <summary>Writes into a revision's webhooks the root by which the API server knows istiod, as a running istiod does.</summary>
internal static class WebhookTrust
{
    private static readonly WriteOptions Pilot = new("pilot-discovery");

    public static void Fill(ObjectStore store, string revision, string rootPem)
    {
        ResourceType[] types = [BuiltInTypes.MutatingWebhooks, BuiltInTypes.ValidatingWebhooks];
        foreach (var type in types)
            foreach (var configuration in store.List(type).Items.Where(one => one.Label("istio.io/rev") == revision).Where(LacksBundle).ToArray())
                store.Update(type, configuration.Key(), draft => Filled(draft, rootPem), Pilot);
    }

    private static bool LacksBundle(JsonObject configuration) =>
        configuration.Objects("webhooks").Any(webhook => webhook.Text("clientConfig", "caBundle") is null or "");

    private static JsonObject Filled(JsonObject draft, string rootPem)
    {
        var bundle = Convert.ToBase64String(Encoding.UTF8.GetBytes(rootPem));
        foreach (var webhook in draft.Objects("webhooks"))
            webhook["clientConfig"]!["caBundle"] = bundle;
        return draft;
    }
}

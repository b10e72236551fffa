using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Defaults of admission webhooks.</summary>
internal static class WebhookDefaults
{
    public static void Fill(JsonObject value, bool isMutating)
    {
        foreach (var webhook in value.Objects("webhooks"))
        {
            webhook.Default("Fail", "failurePolicy");
            webhook.Default("Equivalent", "matchPolicy");
            webhook.Default(new JsonObject(), "namespaceSelector");
            webhook.Default(new JsonObject(), "objectSelector");
            webhook.Default(10, "timeoutSeconds");
            if (isMutating) webhook.Default("Never", "reinvocationPolicy");
            if (webhook.At("clientConfig", "service") is JsonObject service) service.Default(443, "port");
            foreach (var rule in webhook.Objects("rules")) rule.Default("*", "scope");
        }
    }
}

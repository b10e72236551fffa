using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Rules of autoscalers, disruption budgets, role bindings and webhooks.</summary>
internal static class PolicyRules
{
    public static void CheckAutoscaler(JsonObject value, List<FieldError> errors)
    {
        if (value.Text("spec", "scaleTargetRef", "kind") is null) errors.Add(FieldError.Required("spec.scaleTargetRef.kind"));
        if (value.Text("spec", "scaleTargetRef", "name") is null) errors.Add(FieldError.Required("spec.scaleTargetRef.name"));
        var (min, max) = (value.Number("spec", "minReplicas") ?? 1, value.Number("spec", "maxReplicas") ?? 0);
        if (max < 1) errors.Add(FieldError.Invalid("spec.maxReplicas", max, "must be greater than 0"));
        else if (max < min) errors.Add(FieldError.Invalid("spec.maxReplicas", max, "must be greater than or equal to `minReplicas`"));
    }

    public static void CheckBudget(JsonObject value, List<FieldError> errors)
    {
        if (value.At("spec", "minAvailable") is null || value.At("spec", "maxUnavailable") is null) return;
        errors.Add(FieldError.Invalid("spec", value["spec"]?.DeepClone(), "minAvailable and maxUnavailable cannot be both set"));
    }

    public static void CheckBinding(JsonObject? old, JsonObject value, List<FieldError> errors)
    {
        if (value.Text("roleRef", "kind") is not ("Role" or "ClusterRole"))
        {
            errors.Add(FieldError.Unsupported("roleRef.kind", value.Text("roleRef", "kind") ?? "", "Role", "ClusterRole"));
        }

        if (string.IsNullOrEmpty(value.Text("roleRef", "name"))) errors.Add(FieldError.Required("roleRef.name"));
        if (old is not null && !JsonNode.DeepEquals(old["roleRef"], value["roleRef"]))
        {
            errors.Add(FieldError.Invalid("roleRef", value["roleRef"]?.DeepClone(), "cannot change roleRef"));
        }
    }

    public static void CheckWebhooks(JsonObject value, List<FieldError> errors)
    {
        var at = 0;
        foreach (var webhook in value.Objects("webhooks"))
        {
            var path = $"webhooks[{at++}]";
            if (webhook.Text("name")?.Count(letter => letter == '.') is null or < 2)
            {
                errors.Add(FieldError.Invalid($"{path}.name", webhook.Text("name"), "should be a domain with at least three segments separated by dots"));
            }

            if (webhook.Text("sideEffects") is not ("None" or "NoneOnDryRun"))
            {
                errors.Add(FieldError.Unsupported($"{path}.sideEffects", webhook.Text("sideEffects") ?? "", "None", "NoneOnDryRun"));
            }

            if (!webhook.Texts("admissionReviewVersions").Any()) errors.Add(FieldError.Required($"{path}.admissionReviewVersions"));
            if (webhook.At("clientConfig", "url") is null == webhook.At("clientConfig", "service") is null)
            {
                errors.Add(FieldError.Required($"{path}.clientConfig", "exactly one of url or service is required"));
            }

            if (webhook.Number("timeoutSeconds") is < 1 or > 30)
            {
                errors.Add(FieldError.Invalid($"{path}.timeoutSeconds", webhook.Number("timeoutSeconds"), "the timeout value must be between 1 and 30 seconds"));
            }
        }
    }
}

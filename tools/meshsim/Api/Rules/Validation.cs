using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Checks an object against the rules of its type.</summary>
internal static class Validation
{
    /// <exception cref="ApiException">422, with every broken rule.</exception>
    public static void Check(ResourceType type, JsonObject? old, JsonObject value)
    {
        var errors = new List<FieldError>();
        MetadataRules.Check(type, old, value, errors);
        switch (type.Resource)
        {
            case "pods": PodRules.CheckSpec(value, "spec", errors); break;
            case "services": ServiceRules.Check(old, value, errors); break;
            case "configmaps" or "secrets": CheckData(old, value, errors); break;
            case "deployments.apps" or "replicasets.apps" or "statefulsets.apps" or "daemonsets.apps":
                WorkloadRules.Check(type, old, value, errors);
                break;
            case "jobs.batch": WorkloadRules.CheckJob(old, value, errors); break;
            case "horizontalpodautoscalers.autoscaling": PolicyRules.CheckAutoscaler(value, errors); break;
            case "poddisruptionbudgets.policy": PolicyRules.CheckBudget(value, errors); break;
            case "rolebindings.rbac.authorization.k8s.io" or "clusterrolebindings.rbac.authorization.k8s.io":
                PolicyRules.CheckBinding(old, value, errors);
                break;
            case "mutatingwebhookconfigurations.admissionregistration.k8s.io" or "validatingwebhookconfigurations.admissionregistration.k8s.io":
                PolicyRules.CheckWebhooks(value, errors);
                break;
            case "customresourcedefinitions.apiextensions.k8s.io": DefinitionRules.Check(value, errors); break;
        }

        if (errors.Count > 0) throw ApiException.Invalid(type, value.Name(), errors);
    }

    private static void CheckData(JsonObject? old, JsonObject value, List<FieldError> errors)
    {
        foreach (var key in value.Map("data").Keys.Concat(value.Map("binaryData").Keys))
        {
            if (key.Length is 0 or > 253 || key.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.')))
            {
                errors.Add(FieldError.Invalid($"data[{key}]", key,
                    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or "
                    + "'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"));
            }
        }

        if (old is null) return;
        if (old.Flag("immutable") && !(JsonNode.DeepEquals(old["data"], value["data"]) && value.Flag("immutable")))
        {
            errors.Add(FieldError.Forbidden("data", "field is immutable when `immutable` is set"));
        }

        if (old.Text("type") is { } kind && kind != value.Text("type")) errors.Add(FieldError.Invalid("type", value.Text("type"), "field is immutable"));
    }
}

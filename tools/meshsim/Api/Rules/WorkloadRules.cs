using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Rules of the types that own pods.</summary>
internal static class WorkloadRules
{
    public static void Check(ResourceType type, JsonObject? old, JsonObject value, List<FieldError> errors)
    {
        if (value.At("spec", "selector") is not JsonObject selector) errors.Add(FieldError.Required("spec.selector"));
        else CheckSelector(selector, value, errors);
        if (old is not null && !JsonNode.DeepEquals(old.At("spec", "selector"), value.At("spec", "selector")))
        {
            errors.Add(FieldError.Invalid("spec.selector", value.At("spec", "selector"), "field is immutable"));
        }

        if (value.Number("spec", "replicas") is < 0 and var replicas)
        {
            errors.Add(FieldError.Invalid("spec.replicas", replicas, "must be greater than or equal to 0"));
        }

        MetadataRules.CheckLabels(value, "spec.template.metadata.labels", errors);
        PodRules.CheckSpec(value, "spec.template.spec", errors);
        if (value.Text("spec", "template", "spec", "restartPolicy") is { } policy and not "Always")
        {
            errors.Add(FieldError.Unsupported("spec.template.spec.restartPolicy", policy, "Always"));
        }

        if (type.Equals(BuiltInTypes.Deployments)) CheckStrategy(value, errors);
        if (type.Equals(BuiltInTypes.StatefulSets) && old is not null) CheckStatefulSet(old, value, errors);
    }

    public static void CheckJob(JsonObject? old, JsonObject value, List<FieldError> errors)
    {
        PodRules.CheckSpec(value, "spec.template.spec", errors);
        if (value.Text("spec", "template", "spec", "restartPolicy") is "Always")
        {
            errors.Add(FieldError.Unsupported("spec.template.spec.restartPolicy", "Always", "OnFailure", "Never"));
        }

        if (old is not null && !JsonNode.DeepEquals(old.At("spec", "template"), value.At("spec", "template")))
        {
            errors.Add(FieldError.Invalid("spec.template", value.At("spec", "template"), "field is immutable"));
        }
    }

    private static void CheckSelector(JsonObject selector, JsonObject value, List<FieldError> errors)
    {
        if (selector.Count == 0)
        {
            errors.Add(FieldError.Invalid("spec.selector", selector.DeepClone(), "empty selector is invalid for deployment"));
            return;
        }

        var labels = value.Map("spec", "template", "metadata", "labels");
        if (!LabelSelector.FromObject(selector).Matches(labels))
        {
            errors.Add(FieldError.Invalid("spec.template.metadata.labels", value.At("spec", "template", "metadata", "labels")?.DeepClone(),
                "`selector` does not match template `labels`"));
        }
    }

    private static void CheckStrategy(JsonObject value, List<FieldError> errors)
    {
        var type = value.Text("spec", "strategy", "type");
        if (type is not ("RollingUpdate" or "Recreate")) errors.Add(FieldError.Unsupported("spec.strategy.type", type ?? "", "Recreate", "RollingUpdate"));
        if (type == "Recreate" && value.At("spec", "strategy", "rollingUpdate") is not null)
        {
            errors.Add(FieldError.Forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'"));
        }
    }

    private static void CheckStatefulSet(JsonObject old, JsonObject value, List<FieldError> errors)
    {
        string[] changeable =
        [
            "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds",
        ];
        var names = ((JsonObject)old["spec"]!).Select(field => field.Key).Union(((JsonObject)value["spec"]!).Select(field => field.Key));
        if (names.Except(changeable).Any(name => !JsonNode.DeepEquals(old.At("spec", name), value.At("spec", name))))
        {
            errors.Add(FieldError.Forbidden("spec", "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
                + "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"));
        }
    }
}

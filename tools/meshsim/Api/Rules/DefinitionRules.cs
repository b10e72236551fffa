using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Rules of CustomResourceDefinitions.</summary>
internal static class DefinitionRules
{
    public static void Check(JsonObject value, List<FieldError> errors)
    {
        foreach (var (field, path) in (ReadOnlySpan<(string, string[])>)
            [("spec.group", ["spec", "group"]), ("spec.names.plural", ["spec", "names", "plural"]), ("spec.names.kind", ["spec", "names", "kind"])])
        {
            if (string.IsNullOrEmpty(value.Text(path))) errors.Add(FieldError.Required(field));
        }

        var expected = $"{value.Text("spec", "names", "plural")}.{value.Text("spec", "group")}";
        if (value.Name() != expected) errors.Add(FieldError.Invalid("metadata.name", value.Name(), "must be spec.names.plural+\".\"+spec.group"));
        if (value.Text("spec", "scope") is not ("Namespaced" or "Cluster"))
        {
            errors.Add(FieldError.Unsupported("spec.scope", value.Text("spec", "scope") ?? "", "Cluster", "Namespaced"));
        }

        var versions = value.Objects("spec", "versions").ToList();
        if (versions.Count(version => version.Flag("storage")) != 1)
        {
            errors.Add(FieldError.Invalid("spec.versions", value.At("spec", "versions")?.DeepClone(), "must have exactly one version marked as storage version"));
        }

        for (var at = 0; at < versions.Count; at++)
        {
            if (versions[at].At("schema", "openAPIV3Schema") is null)
            {
                errors.Add(FieldError.Required($"spec.versions[{at}].schema.openAPIV3Schema", "schemas are required"));
            }
        }
    }
}

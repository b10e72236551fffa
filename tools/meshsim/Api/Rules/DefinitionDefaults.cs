using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Defaults of CustomResourceDefinitions; one is established as soon as it is stored.</summary>
internal static class DefinitionDefaults
{
    public static void Fill(JsonObject value)
    {
        if (value.Text("spec", "names", "kind") is not { } kind) return;
        value.Default(kind.ToLowerInvariant(), "spec", "names", "singular");
        value.Default($"{kind}List", "spec", "names", "listKind");
        value.Default("None", "spec", "conversion", "strategy");
        value.Put(value.At("spec", "names")?.DeepClone(), "status", "acceptedNames");
        var stored = value.Objects("spec", "versions").Where(version => version.Flag("storage")).Select(version => JsonValue.Create(version.Text("name")));
        value.Default(new JsonArray([.. stored]), "status", "storedVersions");
        value.Default(new JsonArray(Condition(value, "NamesAccepted", "NoConflicts", "no conflicts found"),
            Condition(value, "Established", "InitialNamesAccepted", "the initial names have been accepted")), "status", "conditions");
    }

    private static JsonObject Condition(JsonObject value, string type, string reason, string message) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastTransitionTime"] = value.Text("metadata", "creationTimestamp"),
        ["reason"] = reason,
        ["message"] = message,
    };
}

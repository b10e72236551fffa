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
        if (errors.Count > 0) throw ApiException.Invalid(type, value.Name(), errors);
    }
}

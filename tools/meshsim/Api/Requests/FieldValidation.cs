using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Does what <c>fieldValidation</c> asks for about fields that a type does not have.</summary>
internal static class FieldValidation
{
    public static void Check(Exchange exchange, ResourceType type, string version, JsonObject value)
    {
    }
}

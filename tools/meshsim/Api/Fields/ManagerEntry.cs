using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>One entry of <c>managedFields</c>.</summary>
internal sealed record ManagerEntry(
    string Manager, string Operation, string ApiVersion, string Subresource, string Time, FieldSet Fields)
{
    public static IEqualityComparer<ManagerEntry> SameContent { get; } = new ByContent();

    public static ManagerEntry FromJson(JsonObject json) => new(
        json.Text("manager") ?? "unknown", json.Text("operation") ?? "Update", json.Text("apiVersion") ?? "",
        json.Text("subresource") ?? "", json.Text("time") ?? "",
        json["fieldsV1"] is JsonObject fields && fields.Count > 0 ? FieldSet.FromJson(fields) : FieldSet.Empty);

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["manager"] = Manager,
            ["operation"] = Operation,
            ["apiVersion"] = ApiVersion,
            ["time"] = Time,
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = Fields.ToJson(),
        };
        if (Subresource.Length > 0) json["subresource"] = Subresource;
        return json;
    }

    private sealed class ByContent : IEqualityComparer<ManagerEntry>
    {
        public bool Equals(ManagerEntry? left, ManagerEntry? right) => JsonNode.DeepEquals(left?.ToJson(), right?.ToJson());
        public int GetHashCode([DisallowNull] ManagerEntry value) => value.Manager.GetHashCode(StringComparison.Ordinal);
    }
}

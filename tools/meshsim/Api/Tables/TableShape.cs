using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>How a type looks in a table: its columns and the cells of a row (strings and numbers), as the API server prints it.</summary>
internal sealed record TableShape(ImmutableArray<TableColumn> Columns, Func<JsonObject, DateTimeOffset, object?[]> Cells)
{
    /// <summary>The shape of types that print nothing but name and creation time.</summary>
    public static TableShape Plain { get; } = new([TableColumn.NameColumn, new("Created At", "date")],
        (value, _) => [value.Name(), value.Text("metadata", "creationTimestamp")]);

    public static TableShape Of(ResourceType type, string version) =>
        type.Custom is not null ? CustomTable.Shape(type, version) : BuiltInTables.Find(type.Resource) ?? Plain;
}

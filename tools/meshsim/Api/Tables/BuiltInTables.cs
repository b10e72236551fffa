using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>The tables of the built-in types, by the name of the resource.</summary>
internal static class BuiltInTables
{
    private static readonly FrozenDictionary<string, TableShape> Shapes = Build().ToFrozenDictionary();

    public static TableShape? Find(string resource) => Shapes.GetValueOrDefault(resource);

    private static Dictionary<string, TableShape> Build()
    {
        var shapes = new Dictionary<string, TableShape> { ["pods"] = PodTable.Shape };
        WorkloadTables.AddTo(shapes);
        CoreTables.AddTo(shapes);
        PolicyTables.AddTo(shapes);
        return shapes;
    }

    /// <summary>A shape whose first column is the name and whose last common one is the age; wide columns follow it.</summary>
    public static TableShape Shape(
        ImmutableArray<TableColumn> columns, Func<JsonObject, DateTimeOffset, object?[]> cells) =>
        new([TableColumn.NameColumn, .. columns], (value, now) => [value.Name(), .. cells(value, now)]);

    public static string Containers(JsonObject template, string field) =>
        string.Join(",", template.Objects("spec", "containers").Select(container => container.Text(field)));
}

using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>How custom resources print: by the columns of their definition, or with name and age.</summary>
internal static class CustomTable
{
    public static TableShape Shape(ResourceType type, string version)
    {
        var columns = type.Custom!.Columns.GetValueOrDefault(version);
        if (columns.IsDefaultOrEmpty) return BuiltInTables.Shape([TableColumn.Age], (value, now) => [Age.Of(value, now)]);
        return BuiltInTables.Shape(
            [.. columns.Select(column => new TableColumn(column.Name, column.Type, column.Priority, "", column.Description))],
            (value, now) => [.. columns.Select(column => Cell(column, value, now))]);
    }

    private static object? Cell(CustomColumn column, JsonObject value, DateTimeOffset now)
    {
        var found = SimplePath.Find(value, column.JsonPath).ToList();
        if (found.Count == 0) return column.Type is "string" or "date" ? "" : null;
        return column.Type switch
        {
            "date" => Age.Since(found[0]?.ToString(), now),
            "integer" or "number" or "boolean" => found[0],
            _ => string.Join(",", found.Select(node => node?.ToString())),
        };
    }
}

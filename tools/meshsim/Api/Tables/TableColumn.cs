namespace MeshSim.Api;

/// <summary>A column of a table; priority 0 is always shown, higher ones with <c>-o wide</c>.</summary>
internal sealed record TableColumn(string Name, string Type = "string", int Priority = 0, string Format = "", string Description = "")
{
    public static TableColumn NameColumn { get; } = new("Name", Format: "name", Description: "Name must be unique within a namespace.");
    public static TableColumn Age { get; } = new("Age", Description: "Time since the object was created.");

    public static TableColumn Wide(string name, string type = "string") => new(name, type, 1);

    public static TableColumn Number(string name) => new(name, "integer");
}

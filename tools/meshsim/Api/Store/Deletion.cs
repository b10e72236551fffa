using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>The outcome of a delete: the object's last state, and whether it is gone or only marked.</summary>
public sealed record Deletion(JsonObject Object, bool Gone);

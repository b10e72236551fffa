using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Objects as they were together at one version.</summary>
public sealed record ObjectList(long Version, IReadOnlyList<JsonObject> Items);

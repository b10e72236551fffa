using System.Text.Json.Nodes;

namespace MeshSim.Api;

public enum ChangeKind
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One change of one stored object.</summary>
/// <param name="Version">The cluster-wide version that the change made.</param>
/// <param name="Old">The object before; null when it was added.</param>
/// <param name="New">The object after; for a deletion its last state, with the version of the deletion.</param>
public sealed record StoreEvent(ChangeKind Change, ResourceType Type, long Version, JsonObject? Old, JsonObject New);

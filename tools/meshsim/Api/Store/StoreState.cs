using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>All objects of one type, in listing order.</summary>
internal sealed record ObjectTable(ImmutableSortedDictionary<ObjectKey, JsonObject> Objects)
{
    public static ObjectTable Empty { get; } = new(ImmutableSortedDictionary<ObjectKey, JsonObject>.Empty);
}

/// <summary>Everything that a cluster holds at one version; immutable, so readers need no lock.</summary>
internal sealed record StoreState(long Version, ResourceTypes Types, ImmutableDictionary<ResourceType, ObjectTable> Tables)
{
    public static StoreState Initial { get; } = new(1, ResourceTypes.BuiltIn, ImmutableDictionary<ResourceType, ObjectTable>.Empty);

    public ImmutableSortedDictionary<ObjectKey, JsonObject> Objects(ResourceType type) =>
        (Tables.GetValueOrDefault(type) ?? ObjectTable.Empty).Objects;

    public StoreState With(ResourceType type, ImmutableSortedDictionary<ObjectKey, JsonObject> objects, long version) =>
        this with { Version = version, Tables = Tables.SetItem(type, new(objects)) };
}

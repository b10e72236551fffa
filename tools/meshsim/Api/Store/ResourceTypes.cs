using System.Collections.Immutable;

namespace MeshSim.Api;

/// <summary>The types that one cluster serves now: the built-in ones and those of its CustomResourceDefinitions; immutable.</summary>
public sealed class ResourceTypes
{
    private readonly ImmutableDictionary<(string Group, string Plural), ResourceType> _byPlural;

    private ResourceTypes(ImmutableArray<ResourceType> all)
    {
        All = all;
        _byPlural = all.ToImmutableDictionary(type => (type.Group, type.Plural));
    }

    public static ResourceTypes BuiltIn { get; } = new(BuiltInTypes.All);

    public ImmutableArray<ResourceType> All { get; }

    /// <summary>The type served at a path such as <c>/apis/GROUP/VERSION/PLURAL</c>, or null.</summary>
    public ResourceType? Find(string group, string plural) => _byPlural.GetValueOrDefault((group, plural));

    /// <summary>The type of an object's <c>apiVersion</c> and <c>kind</c>, or null.</summary>
    public ResourceType? OfKind(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : apiVersion[..slash];
        var version = apiVersion[(slash + 1)..];
        return All.FirstOrDefault(type => type.Group == group && type.Kind == kind && type.Versions.Contains(version));
    }

    /// <summary>The same types with one custom type added or replaced.</summary>
    public ResourceTypes With(ResourceType type) => new([.. All.Where(other => !other.Equals(type)), type]);

    /// <summary>The same types without one.</summary>
    public ResourceTypes Without(ResourceType type) => new([.. All.Where(other => !other.Equals(type))]);
}

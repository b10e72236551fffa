using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax;

/// <summary>A mapping that was held against its form: the values of its keys, still to be read.</summary>
internal sealed record Fields(YamlMapping Mapping, Form Form)
{
    public Location Location => Mapping.Location;

    public YamlNode? this[Key key] => Mapping.Find(key.Name)?.Value;

    public bool Has(Key key) => Mapping.Find(key.Name) is not null;

    /// <summary>The place of a key's value, or of the whole mapping where the key is missing.</summary>
    public Location LocationOf(Key key) => this[key]?.Location ?? Location;

    /// <summary>The key's value, or its default where it is not given.</summary>
    public T Read<T>(Key<T> key, Place place) =>
        this[key] is { } node ? key.Type.Read(node, place.About($"`{key.Name}`")) : key.Default;

    /// <summary>The key's value, or null where it is not given.</summary>
    public T? Optional<T>(Key<T> key, Place place)
        where T : class => this[key] is null ? null : Read(key, place);
}

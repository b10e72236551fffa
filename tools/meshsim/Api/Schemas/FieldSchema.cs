using System.Collections.Immutable;

namespace MeshSim.Api;

/// <summary>What a field may hold, and how patches and server-side apply treat it.</summary>
/// <param name="Type">A JSON type: object, array, string, integer, number, boolean; empty when anything goes.</param>
internal sealed record FieldSchema(string Type, string Format = "")
{
    /// <summary>Accepts anything.</summary>
    public static FieldSchema Open { get; } = new("");

    /// <summary>The definition of an object's fields; null for maps and open objects.</summary>
    public Definition? Definition { get; init; }

    /// <summary>What the values of a map are.</summary>
    public FieldSchema? Values { get; init; }

    /// <summary>What the items of a list are.</summary>
    public FieldSchema? Items { get; init; }

    /// <summary>How the items of a list are told apart: by keys, by themselves (one empty key), or default: the list is one value.</summary>
    public ImmutableArray<string> Keys { get; init; }

    /// <summary>Whether server-side apply replaces the value as a whole.</summary>
    public bool IsAtomic { get; init; }

    /// <summary>Whether fields that the definition does not name are kept.</summary>
    public bool KeepsUnknown { get; init; }

    /// <summary>The values allowed; default for any.</summary>
    public ImmutableArray<string> Allowed { get; init; }

    public bool IsOpen => Type.Length == 0 && Format != IntOrString;

    public const string IntOrString = "int-or-string";

    /// <summary>The key of a strategic merge patch: empty for lists of plain values, null when the list is replaced.</summary>
    public string? PatchKey => Keys.IsDefaultOrEmpty ? null : Keys[0];

    /// <summary>The schema of a field of this object or of an entry of this map; null when there is none.</summary>
    public FieldSchema? Field(string name) => Definition is null ? Values : Definition.Fields.GetValueOrDefault(name);
}

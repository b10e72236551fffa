namespace MeshRunbook.Language.Comparison;

/// <summary>A key whose value has another meaning in the new text.</summary>
/// <param name="Path">The keys from the outside in, such as `approve.minApprovals`.</param>
public sealed record FieldChange(string Path)
{
    /// <summary>What it was; null where the key was not given.</summary>
    internal Meaning? Old { get; init; }

    /// <summary>What it is; null where the key is no longer given.</summary>
    internal Meaning? New { get; init; }

    /// <summary>The old value as one could write it; null where the key was not given.</summary>
    public string? Before => Old?.Shown;

    /// <summary>The new value as one could write it; null where the key is no longer given.</summary>
    public string? After => New?.Shown;

    /// <summary>The words of a command before and after; null for all else.</summary>
    public (IReadOnlyList<string> Before, IReadOnlyList<string> After)? Words =>
        Old is WordsMeaning before && New is WordsMeaning after ? (before.Words, after.Words) : null;

    /// <summary>Whether only what people read has changed: titles and descriptions.</summary>
    public bool IsWording => Path is "title" or "description" || Last is "otherwise"
        || (Last is "description" or "title" && (Path.StartsWith("outputs.", StringComparison.Ordinal) || Path.StartsWith("parallel.", StringComparison.Ordinal)));

    /// <summary>Whether it is something in an entry, such as `parameters.revision.default`, and not the entry itself.</summary>
    internal bool IsInner => Path.Split('.').Length > 2;

    /// <summary>Whether it is a key, or an entry under one, as a whole.</summary>
    internal bool IsWhole => Path.Split('.').Length <= 2 && (Old is MapMeaning || New is MapMeaning || Old is null || New is null);

    /// <summary>Whether it is the entry of this name under a key, or something in it.</summary>
    public bool IsAt(string key, string name) =>
        Path.StartsWith($"{key}.{name}", StringComparison.Ordinal) && (Path.Length == key.Length + name.Length + 1 || Path[key.Length + name.Length + 1] == '.');

    /// <summary>The first key of the path.</summary>
    public string First => Path.Split('.')[0];

    /// <summary>The last key of the path.</summary>
    public string Last => Path[(Path.LastIndexOf('.') + 1)..];
}

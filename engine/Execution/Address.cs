namespace MeshRunbook.Execution;

/// <summary>
/// The stable name of a step in a run: ids from the outside in, with the item's key where a loop lies between, such as
/// `move[payments]/label`. Journal, logs, diff and resume use it.
/// </summary>
public readonly record struct Address(string Text)
{
    public static Address Root { get; } = new("");

    public bool IsRoot => Text.Length == 0;

    /// <summary>A step, branch or called step inside this one.</summary>
    public Address Child(string id) => IsRoot ? new(id) : new($"{Text}/{id}");

    /// <summary>The item of this loop that has <paramref name="key"/>.</summary>
    public Address Item(string key) => new($"{Text}[{Escape(key)}]");

    public bool IsInside(Address outer) =>
        outer.IsRoot || (Text.Length > outer.Text.Length && Text.StartsWith(outer.Text, StringComparison.Ordinal)
            && Text[outer.Text.Length] is '/' or '[');

    public override string ToString() => Text;

    private static string Escape(string key) =>
        key.Replace("%", "%25", StringComparison.Ordinal).Replace("[", "%5B", StringComparison.Ordinal)
            .Replace("]", "%5D", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
}

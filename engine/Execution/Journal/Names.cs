namespace MeshRunbook.Execution.Journal;

/// <summary>The values of an enumeration by their names and by nothing else: <see cref="Enum.Parse{T}(string)"/> also takes numbers.</summary>
internal static class Names<T> where T : struct, Enum
{
    private static readonly string[] All = Enum.GetNames<T>();
    private static readonly T[] Values = Enum.GetValues<T>();

    /// <exception cref="FormatException">No value has this name.</exception>
    public static T Parse(string name) => Array.IndexOf(All, name) is >= 0 and var at ? Values[at] : throw new FormatException();
}

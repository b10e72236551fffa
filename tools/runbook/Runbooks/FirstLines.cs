namespace MeshRunbook.Cli.Runbooks;

/// <summary>What a YAML file says on its first lines that it is, without reading it as YAML.</summary>
/// <param name="Kind">Null where it says nothing.</param>
/// <param name="ApiVersion">Null where it says nothing.</param>
internal readonly record struct FirstLines(string? Kind, string? ApiVersion)
{
    /// <summary>How many lines are looked at: comments may stand before.</summary>
    public const int Count = 60;

    public static FirstLines Of(IEnumerable<string> lines)
    {
        string? kind = null, version = null;
        foreach (var line in lines.Take(Count))
        {
            kind ??= Value(line, "kind:");
            version ??= Value(line, "apiVersion:");
        }

        return new(kind, version);
    }

    private static string? Value(string line, string key)
    {
        if (!line.StartsWith(key, StringComparison.Ordinal)) return null;
        var value = line.AsSpan(key.Length);
        var comment = value.IndexOf(" #");
        return (comment < 0 ? value : value[..comment]).Trim(" \t\r\"'").ToString();
    }
}

using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>Tells runbooks from the other YAML files that an editor sends, by their first lines.</summary>
internal static class RunbookText
{
    private const int Lines = 60;

    /// <summary>Whether the text says that it is a runbook, or is of this language and does not say what.</summary>
    public static bool Is(SourceText source)
    {
        string? kind = null, version = null;
        for (var line = 1; line <= Math.Min(Lines, source.LineCount); line++)
        {
            kind ??= Value(source.LineSpan(line), "kind:");
            version ??= Value(source.LineSpan(line), "apiVersion:");
        }

        return kind == "Runbook" || (version?.StartsWith("meshrunbook/", StringComparison.Ordinal) == true && kind is not "RunbookTest");
    }

    private static string? Value(ReadOnlySpan<char> line, string key)
    {
        if (!line.StartsWith(key)) return null;
        var value = line[key.Length..];
        var comment = value.IndexOf(" #");
        return (comment < 0 ? value : value[..comment]).Trim(" \"'").ToString();
    }
}

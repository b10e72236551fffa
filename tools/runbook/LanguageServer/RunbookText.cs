using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>Tells runbooks from the other YAML files that an editor sends, by their first lines.</summary>
internal static class RunbookText
{
    /// <summary>Whether the text says that it is a runbook, or is of this language and does not say what.</summary>
    public static bool Is(SourceText source)
    {
        var first = FirstLines.Of(Enumerable.Range(1, source.LineCount).Select(line => source.LineSpan(line).ToString()));
        return first.Kind == "Runbook" || (first.ApiVersion?.StartsWith("meshrunbook/", StringComparison.Ordinal) == true && first.Kind is not "RunbookTest");
    }
}

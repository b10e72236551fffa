using MeshRunbook.Language.Editing;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Tests.Editing;

/// <summary>A runbook in an editor: `‸` in its text is the cursor.</summary>
internal sealed class Marked
{
    public const string Head = """
        apiVersion: meshrunbook/v1
        kind: Runbook
        metadata: {name: small, version: 1.0.0, title: Small}

        """;

    /// <param name="body">What follows the head.</param>
    /// <param name="others">Further texts, which calls may name.</param>
    public Marked(string body, params (string Name, string Text)[] others)
    {
        var text = (Head + body).ReplaceLineEndings("\n");
        Offset = text.IndexOf('‸', StringComparison.Ordinal);
        Analysis = Analysis.Of(new SourceText("small.yaml", text.Replace("‸", "", StringComparison.Ordinal)), new TextSources(others));
    }

    public int Offset { get; }

    public Analysis Analysis { get; }

    public IReadOnlyList<string> Completed => [.. Completion.At(Analysis, Offset, () => ["blocks/survey.yaml"]).Select(item => item.Label)];

    public string? Hover => HoverText.Of(Analysis, Offset)?.Markdown;

    /// <summary>The line of the definition, with the name marked.</summary>
    public string? Defined => Definition.Of(Analysis, Offset) is { } location ? Shown(location) : null;

    /// <summary>The text after a renaming of what is at the cursor, or why there is none.</summary>
    public string Renamed(string name)
    {
        if (Renaming.At(Analysis, Offset) is not { Found: { } found, Refusal: _ } at) return Renaming.At(Analysis, Offset).Refusal!;
        var renamed = Renaming.Rename(Analysis, at.Found!.Symbol, name, []);
        return renamed.Refusal ?? Applied(renamed.Edits);
    }

    /// <summary>This text after edits.</summary>
    public string Applied(IEnumerable<TextEdit> edits) => Applied(Analysis.Source.Content, edits.Where(edit => edit.Location.Source == Analysis.Source));

    public static string Applied(string content, IEnumerable<TextEdit> edits)
    {
        foreach (var edit in edits.OrderByDescending(edit => edit.Location.Span.Start))
            content = content[..edit.Location.Span.Start] + edit.Text + content[edit.Location.Span.End..];
        return content;
    }

    private static string Shown(Location location)
    {
        var line = location.Source.Line(location.Line);
        return $"{location.Source.Name}:{location.Line} {line[..(location.Column - 1)].TrimStart()}[{line.AsSpan(location.Column - 1, location.Span.Length)}]";
    }
}

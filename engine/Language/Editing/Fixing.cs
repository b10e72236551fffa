using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Editing;

/// <summary>The edits that diagnostics suggest, written so that YAML reads what is meant.</summary>
public static class Fixing
{
    /// <summary>The edit of a diagnostic; null where a person has to think.</summary>
    public static TextEdit? Of(Diagnostic diagnostic) => diagnostic.Fix is { } fix ? Escaped(fix) : null;

    /// <summary>A title for the edit, such as "Write `revision`".</summary>
    public static string Title(TextEdit edit) => edit.Text.Contains('\n', StringComparison.Ordinal) ? "Correct this" : $"Write `{edit.Text}`";

    /// <summary>Inside quotes of YAML, the quotes and backslashes of the text are escaped, and those that it replaces are replaced whole.</summary>
    private static TextEdit Escaped(Fix fix)
    {
        var (source, span) = (fix.Location.Source, fix.Location.Span);
        if (!fix.Text.AsSpan().ContainsAny('\'', '"', '\\')) return new(fix.Location, fix.Text);
        return ScalarAt(YamlReader.Read(source, []).Root, span)?.Style switch
        {
            YamlStyle.SingleQuoted => new(Widened('\''), fix.Text.Replace("'", "''", StringComparison.Ordinal)),
            YamlStyle.DoubleQuoted => new(Widened('\\'),
                fix.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)),
            _ => new(fix.Location, fix.Text),
        };

        // A place ends with the first character of an escape.
        Location Widened(char escape) => span.Length > 0 && source.Content[span.End - 1] == escape && span.End < source.Content.Length - 1
            ? new(source, new Span(span.Start, span.Length + 1))
            : fix.Location;
    }

    /// <summary>The scalar of which a stretch is only a part.</summary>
    private static YamlScalar? ScalarAt(YamlNode? node, Span span)
    {
        if (node is null || span.Start < node.Location.Span.Start || span.End > node.Location.Span.End) return null;
        return node switch
        {
            YamlScalar scalar => scalar.Location.Span == span ? null : scalar,
            YamlSequence sequence => sequence.Items.Select(item => ScalarAt(item, span)).FirstOrDefault(found => found is not null),
            YamlMapping mapping => mapping.Entries.SelectMany(entry => (YamlNode[])[entry.Key, entry.Value])
                .Select(one => ScalarAt(one, span)).FirstOrDefault(found => found is not null),
            _ => null,
        };
    }
}

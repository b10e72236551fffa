using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Formatting;

/// <summary>A comment of a YAML text.</summary>
/// <param name="Text">From its `#` on, without white space at its end.</param>
/// <param name="IsAlone">Whether nothing else stands on its line.</param>
/// <param name="IsAfterBlank">Whether an empty line stands above it.</param>
internal sealed record Comment(int Start, int Line, int Column, string Text, bool IsAlone, bool IsAfterBlank)
{
    /// <summary>All comments in order: each `#` behind white space, or at the beginning of a line, that stands in no scalar.</summary>
    public static List<Comment> In(SourceText source, YamlNode? root)
    {
        var scalars = new List<Span>();
        Collect(root, scalars);
        scalars.Sort((a, b) => a.Start.CompareTo(b.Start));
        var comments = new List<Comment>();
        var content = source.Content;
        var next = 0;
        for (var at = 0; at < content.Length; at++)
        {
            while (next < scalars.Count && scalars[next].End <= at) next++;
            if (next < scalars.Count && scalars[next].Start <= at)
            {
                at = Math.Max(at, scalars[next].End - 1);
                continue;
            }

            if (content[at] != '#' || (at > 0 && !char.IsWhiteSpace(content[at - 1]))) continue;
            var (line, column) = source.PositionOf(at);
            var text = source.Line(line)[(column - 1)..].TrimEnd();
            comments.Add(new(at, line, column, text, source.Line(line).AsSpan(0, column - 1).IsWhiteSpace(), IsBlank(source, line - 1)));
            at += text.Length - 1;
        }

        return comments;
    }

    public static bool IsBlank(SourceText source, int line) => line >= 1 && string.IsNullOrWhiteSpace(source.Line(line));

    private static void Collect(YamlNode? node, List<Span> scalars)
    {
        switch (node)
        {
            case YamlScalar scalar when scalar.Location.Span.Length > 0:
                scalars.Add(scalar.Location.Span);
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items) Collect(item, scalars);
                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Collect(entry.Key, scalars);
                    Collect(entry.Value, scalars);
                }

                break;
        }
    }
}

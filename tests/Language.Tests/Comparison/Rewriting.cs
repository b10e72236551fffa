using System.Text;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Tests.Comparison;

/// <summary>Writes a YAML text anew in another style: keys in another order, other quotes, no folding, comments in between.</summary>
internal static class Rewriting
{
    public static string Of(string text) => Of(YamlReader.Read(new SourceText("", text), []).Root!, null);

    /// <summary>The same without one of its entries.</summary>
    public static string Of(YamlNode root, YamlEntry? without)
    {
        var written = new StringBuilder("# written anew\n");
        Write(root, 0, written, without);
        return written.ToString();
    }

    private static void Write(YamlNode node, int depth, StringBuilder text, YamlEntry? without)
    {
        var indent = new string(' ', 3 * depth);
        switch (node)
        {
            case YamlMapping { Entries.Length: > 0 } mapping:
                if (mapping.Entries is [var only] && only == without) text.Append(indent).Append("{}\n");
                foreach (var entry in mapping.Entries.Reverse().Where(entry => entry != without))
                {
                    var (key, value) = entry;
                    text.Append(indent).Append(Quoted(key.Text)).Append(':');
                    WriteValue(value, depth, text, without);
                }

                break;
            case YamlSequence { Items.Length: > 0 } sequence:
                foreach (var item in sequence.Items)
                {
                    text.Append(indent).Append('-');
                    WriteValue(item, depth, text, without);
                }

                break;
        }
    }

    private static void WriteValue(YamlNode value, int depth, StringBuilder text, YamlEntry? without)
    {
        switch (value)
        {
            case YamlScalar { IsPlain: true } scalar when !scalar.Location.Source.Content.AsSpan(scalar.Location.Span.Start, scalar.Location.Span.Length).Contains('\n'):
                text.Append("  ").Append(scalar.Text).Append("   # as it was\n");
                break;
            case YamlScalar scalar:
                text.Append(' ').Append(Quoted(scalar.Text)).Append('\n');
                break;
            case YamlMapping { Entries.Length: 0 }:
                text.Append(" {}\n");
                break;
            case YamlSequence { Items.Length: 0 }:
                text.Append(" []\n");
                break;
            default:
                text.Append("\n\n");
                Write(value, depth + 1, text, without);
                break;
        }
    }

    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal) + "\"";
}

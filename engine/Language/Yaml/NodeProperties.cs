using System.Buffers;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Text;
using YamlDotNet.Core.Events;

namespace MeshRunbook.Language.Yaml;

/// <summary>Anchors and tags, neither of which the language has.</summary>
internal static class NodeProperties
{
    private static readonly SearchValues<char> AfterTag = SearchValues.Create(" \t\r\n,]}");

    /// <summary>Reports an anchor or a tag of a node that begins at an offset.</summary>
    public static void Refuse(NodeEvent node, int start, SourceText source, DiagnosticBag diagnostics)
    {
        if (!node.Anchor.IsEmpty)
            diagnostics.Add(YamlCodes.Anchor, $"the anchor `&{node.Anchor.Value}` is not allowed",
                new(source, new Span(start, Math.Min(node.Anchor.Value.Length + 1, source.Content.Length - start))),
                help: "write the value out; for what repeats, use a parameter, `forEach` or `call`");
        if (!node.Tag.IsEmpty) RefuseTag(start, source, diagnostics);
    }

    /// <summary>Where the value begins behind the anchor and the tag that stand at an offset.</summary>
    public static int Skip(string content, int start)
    {
        while (start < content.Length && content[start] is '&' or '!')
        {
            var length = content.AsSpan(start).IndexOfAny(" \t\r\n");
            if (length < 0) return content.Length;
            start += length;
            while (start < content.Length && char.IsWhiteSpace(content[start])) start++;
        }

        return start;
    }

    private static void RefuseTag(int start, SourceText source, DiagnosticBag diagnostics)
    {
        var rest = source.Content.AsSpan(start);
        var from = Math.Max(0, rest.IndexOf('!'));
        var length = rest[from..].StartsWith("!<") ? rest[from..].IndexOf('>') + 1 : rest[from..].IndexOfAny(AfterTag);
        var tag = new Span(start + from, length < 0 ? rest.Length - from : length);
        diagnostics.Add(YamlCodes.Tag, $"the tag `{source.Content.AsSpan(tag.Start, tag.Length)}` is not allowed", new(source, tag),
            help: "remove it: the key decides what type its value has");
    }
}

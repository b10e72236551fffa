using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Yaml;

/// <summary>How a scalar is written.</summary>
public enum YamlStyle { Plain, SingleQuoted, DoubleQuoted, Literal, Folded }

/// <summary>A text as YAML decodes it, which knows where each of its characters stands in the source.</summary>
public sealed class YamlScalar(string text, YamlStyle style, Location location) : YamlNode(location)
{
    private TemplateSource? _decoded;

    public string Text { get; } = text;

    public YamlStyle Style { get; } = style;

    public bool IsPlain => Style == YamlStyle.Plain;

    /// <summary>Whether the key stands there without a value, or with YAML's words for none.</summary>
    public bool IsNothing => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    public override string Noun => IsNothing ? "nothing" : "text";

    /// <summary>The text with the place of each of its characters.</summary>
    public TemplateSource Decoded => _decoded ??= IsPlain && Location.Span.Length == Text.Length
        ? TemplateSource.Verbatim(Location.Source, Location.Span.Start, Text)
        : new TemplateSource(Location.Source, Text, ImmutableArray.Create(ScalarOffsets.Find(this)));

    /// <summary>Where a stretch of the decoded text stands in the source.</summary>
    public Location At(int start, int length) => Decoded.LocationOf(start, start + length);
}

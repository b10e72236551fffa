using System.Collections.Immutable;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Expressions;

/// <summary>
/// The decoded text of a template and where each of its characters stands in the runbook: quotes, escapes and folded lines of
/// YAML make the two differ.
/// </summary>
public sealed class TemplateSource
{
    private readonly ImmutableArray<int> _offsets;
    private readonly int _start;

    /// <param name="offsets">The offset in <paramref name="source"/> of each character, and of the end: one more than
    /// characters.</param>
    public TemplateSource(SourceText source, string text, ImmutableArray<int> offsets)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(offsets.Length, text.Length + 1, nameof(offsets));
        (Source, Text, _offsets) = (source, text, offsets);
    }

    private TemplateSource(SourceText source, string text, int start) => (Source, Text, _start) = (source, text, start);

    public SourceText Source { get; }

    public string Text { get; }

    public Location Location => LocationOf(0, Text.Length);

    /// <summary>A text that stands in the source as it is, from <paramref name="start"/> on.</summary>
    public static TemplateSource Verbatim(SourceText source, int start, string text) => new(source, text, start);

    /// <summary>A text that is its own source: for parameters of tests and of the command line.</summary>
    public static TemplateSource Alone(string name, string text) => new(new SourceText(name, text), text, 0);

    /// <summary>Where the characters from <paramref name="start"/> up to <paramref name="end"/>, exclusive, stand.</summary>
    public Location LocationOf(int start, int end)
    {
        var first = OffsetOf(start);
        // The last character's own place plus one: the end offset of a folded line lies behind its indentation.
        var last = end > start ? OffsetOf(end - 1) + 1 : first;
        return new(Source, Span.Between(first, last));
    }

    /// <summary>The first character that stands at an offset of the source, or behind it; the text's length where none does.</summary>
    public int IndexAt(int offset)
    {
        if (_offsets.IsDefault) return Math.Clamp(offset - _start, 0, Text.Length);
        var index = 0;
        while (index < Text.Length && _offsets[index] < offset) index++;
        return index;
    }

    private int OffsetOf(int index) =>
        _offsets.IsDefault ? _start + Math.Clamp(index, 0, Text.Length) : _offsets[Math.Clamp(index, 0, Text.Length)];
}

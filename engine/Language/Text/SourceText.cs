using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Text;

/// <summary>A text with the name that messages call it by, and where its lines begin.</summary>
public sealed class SourceText(string name, string content)
{
    private readonly int[] _lineStarts = LineStarts(content);

    public string Name { get; } = name;

    public string Content { get; } = content;

    /// <summary>What is wrong with the bytes that the text was made of; where that is an error, there is no text to read.</summary>
    public ImmutableArray<Diagnostic> Problems { get; init; } = [];

    public int LineCount => _lineStarts.Length;

    /// <summary>Line and column of an offset, both counted from 1; the column counts UTF-16 units.</summary>
    public (int Line, int Column) PositionOf(int offset)
    {
        var index = Array.BinarySearch(_lineStarts, Math.Clamp(offset, 0, Content.Length));
        var line = index >= 0 ? index : ~index - 1;
        return (line + 1, offset - _lineStarts[line] + 1);
    }

    /// <summary>The text of a line counted from 1, without its line break.</summary>
    public string Line(int line) => LineSpan(line).ToString();

    /// <summary>The same, not copied: a line may be as long as the file.</summary>
    public ReadOnlySpan<char> LineSpan(int line)
    {
        var start = _lineStarts[line - 1];
        var end = line < _lineStarts.Length ? _lineStarts[line] : Content.Length;
        return Content.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    /// <summary>The offset at which a line counted from 1 begins.</summary>
    public int StartOf(int line) => _lineStarts[Math.Clamp(line, 1, LineCount) - 1];

    private static int[] LineStarts(string content)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < content.Length; i++)
            if (content[i] == '\n' || (content[i] == '\r' && (i + 1 == content.Length || content[i + 1] != '\n'))) starts.Add(i + 1);
        return [.. starts];
    }
}

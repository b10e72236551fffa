namespace MeshRunbook.Language.Text;

/// <summary>A stretch of a text: offset and length in UTF-16 units.</summary>
public readonly record struct Span(int Start, int Length)
{
    public int End => Start + Length;

    public static Span Between(int start, int end) => new(start, Math.Max(0, end - start));
}

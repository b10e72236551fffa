namespace MeshRunbook.Language.Text;

/// <summary>A stretch of one source text.</summary>
public sealed record Location(SourceText Source, Span Span)
{
    public int Line => Source.PositionOf(Span.Start).Line;

    public int Column => Source.PositionOf(Span.Start).Column;

    public override string ToString() => $"{Source.Name}:{Line}:{Column}";
}

using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Syntax;

/// <summary>Places of what stands in no text.</summary>
internal static class Places
{
    public static Location None { get; } = new(new SourceText("", ""), default);
}

using MeshRunbook.Language.Text;

namespace MeshRunbook.Bench;

/// <summary>For runbooks that call no other.</summary>
internal sealed class NoSources : ISources
{
    public SourceText? Open(SourceText from, string path) => null;
}

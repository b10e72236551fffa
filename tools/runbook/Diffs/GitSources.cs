using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.Diffs;

/// <summary>Runbooks as a revision has them, called ones too; their names are `REV:PATH`, from the top of the repository.</summary>
internal sealed class GitSources(GitRepository repository, string revision) : ISources
{
    public SourceText? Open(SourceText from, string path) => Open(DiskSources.NameOf(new SourceText(from.Name[(revision.Length + 1)..], ""), path));

    public SourceText? Open(string path) => repository.Read(revision, path) is { } content ? new SourceText($"{revision}:{path}", content) : null;
}

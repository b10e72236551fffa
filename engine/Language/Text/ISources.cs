namespace MeshRunbook.Language.Text;

/// <summary>Where the texts of called runbooks come from: a disk, or the copies that a run has pinned.</summary>
public interface ISources
{
    /// <summary>The text at <paramref name="path"/> as <paramref name="from"/> names it; null where there is none.</summary>
    SourceText? Open(SourceText from, string path);
}

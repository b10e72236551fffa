namespace MeshRunbook.Execution.Journal;

/// <summary>A place in a journal up to which it was read and found whole.</summary>
/// <param name="Sequence">The number of the last entry; 0 before the first.</param>
/// <param name="Digest">What the next entry has as its previous digest.</param>
/// <param name="Length">Bytes up to the end of the last whole line.</param>
public sealed record JournalPosition(long Sequence, LineDigest Digest, long Length)
{
    public static JournalPosition Start { get; } = new(0, JournalFormat.Beginning, 0);

    /// <summary>The place behind the lines that come next.</summary>
    /// <exception cref="JournalException">They do not follow from what was read before, or are not in order themselves.</exception>
    public JournalPosition Behind(JournalPiece piece)
    {
        var problem = piece.Entries is [var first, ..] && JournalPiece.Misfit(first, Sequence + 1, Digest) is { } misfit ? (misfit, 1)
            : piece.Problem is { } wrong ? (wrong, piece.Entries.Count + 1)
            : ((JournalProblem, int)?)null;
        if (problem is var (what, line))
            throw new JournalException(
                $"journal line {Sequence + line} {what.Text}", what.IsNewer ? "go on with the version of runbook that the run was last worked on with" : null);
        return piece.Entries.Count == 0 ? this : new(Sequence + piece.Entries.Count, piece.LastDigest, Length + piece.Length);
    }
}

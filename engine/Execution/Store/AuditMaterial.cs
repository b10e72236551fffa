using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Store;

/// <summary>All of a run that an audit looks at, as it lies there and unchecked.</summary>
/// <param name="Journal">The journal's text; null where it is missing.</param>
/// <param name="End">Where the journal ended when an engine let go of the run last; null where that was never noted.</param>
/// <param name="Record">Of the record and of the list of texts, how they are called and their digests now.</param>
/// <param name="Texts">The pinned texts.</param>
public sealed record AuditMaterial(
    ReadOnlyMemory<byte>? Journal, JournalPosition? End, (string Place, string Digest) Record, (string Place, string Digest) List, IReadOnlyList<KeptText> Texts);

/// <summary>A pinned text.</summary>
/// <param name="Place">Where it is kept, for people.</param>
/// <param name="Digest">What its digest should be.</param>
/// <param name="Actual">What it is; null where the text is missing.</param>
public sealed record KeptText(string Name, string Place, string Digest, string? Actual);

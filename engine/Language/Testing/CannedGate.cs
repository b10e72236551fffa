using System.Collections.Immutable;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Testing;

/// <summary>What people answer to a gate in a test, one after another.</summary>
public sealed record CannedGate(Pattern Gate, ImmutableArray<CannedReply> Replies, Location Location);

public enum ReplyWord { Approve, Reject, Nobody }

/// <param name="By">A user name; somebody whose answer counts where it is not given.</param>
/// <param name="After">How long after the gate opened, or after the reply before.</param>
public sealed record CannedReply(ReplyWord Word, string? By = null, string? Comment = null, TimeSpan After = default);

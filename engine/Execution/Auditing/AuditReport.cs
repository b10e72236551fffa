using System.Collections.Immutable;

namespace MeshRunbook.Execution.Auditing;

/// <summary>What an audit of a run came to.</summary>
/// <param name="Events">How many events the journal has.</param>
/// <param name="Head">The digest of the last one, which stands for all of them.</param>
/// <param name="Notes">What is worth knowing and no sign of a change.</param>
public sealed record AuditReport(long Events, string Head, ImmutableArray<AuditFinding> Findings, ImmutableArray<string> Notes)
{
    public bool IsWhole => Findings.IsEmpty;
}

/// <summary>Something in a run that is not as the engine has left it.</summary>
/// <param name="What">What is wrong, one line.</param>
/// <param name="Meaning">What that means for the run.</param>
/// <param name="Help">What to do next.</param>
public sealed record AuditFinding(FindingKind Kind, string What, string Meaning, string Help)
{
    /// <summary>The event's number; null where it is about no event.</summary>
    public long? Sequence { get; init; }

    /// <summary>The line of the journal, counted from 1.</summary>
    public int? Line { get; init; }

    /// <summary>What happened, such as `stepFinished`.</summary>
    public string? Event { get; init; }

    /// <summary>The step or gate of the event.</summary>
    public string? Address { get; init; }
}

public enum FindingKind { Changed, Removed, Added, Moved, Unreadable, CutOff, Text, Record, Secret, Misfit, Unexpected }

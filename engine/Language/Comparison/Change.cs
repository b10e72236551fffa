using System.Collections.Immutable;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Comparison;

public enum ChangeKind { Added, Removed, Moved, Renamed, Changed }

/// <summary>One thing that has another meaning in the new text.</summary>
/// <param name="Subject">The step's address within its runbook, or a key beside the steps, such as `parameters.revision`.</param>
public sealed record Change(ChangeKind Kind, string Subject, Risk Risk, string Reason)
{
    /// <summary>Whether the subject is a step; a key otherwise.</summary>
    public bool IsOfStep { get; init; }

    /// <summary>The name of the text in which it stands.</summary>
    public required string Runbook { get; init; }

    /// <summary>All addresses of the step, through the calls that lead to it; empty for a key.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>The key that has changed; null where the step as a whole was added, removed, moved or renamed.</summary>
    public FieldChange? Field { get; init; }

    /// <summary>The old name of what was renamed, or where a moved step stood.</summary>
    public string? From { get; init; }

    /// <summary>What a step does that was added or was removed, in a line.</summary>
    public string? Content { get; init; }

    /// <summary>Where it stands: in the new text, or in the old one for what was removed.</summary>
    public Location? Location { get; init; }

    /// <summary>What the version of its runbook must be raised by.</summary>
    public VersionPart Demands { get; init; }
}

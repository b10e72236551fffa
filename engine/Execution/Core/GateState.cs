using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Core;

/// <summary>Where a gate of a run stands.</summary>
public sealed class GateState
{
    private readonly List<GateVote> _votes = [];

    internal GateState(Address address, Gate gate, StepState owner)
    {
        Address = address;
        Gate = gate;
        Owner = owner;
    }

    public Address Address { get; }

    public Gate Gate { get; }

    /// <summary>The approve step, or the loop behind whose first items the gate stands.</summary>
    public StepState Owner { get; }

    /// <summary>As it was last opened; null before.</summary>
    public GateOpened? Opened { get; private set; }

    public DateTimeOffset? OpenedAt { get; private set; }

    public GateEnd? End { get; private set; }

    /// <summary>Answers to the gate as it is open now. Answers to other evidence have lapsed and are not among them.</summary>
    public IReadOnlyList<GateVote> Votes => _votes;

    public bool IsOpen => Opened is not null && End is null;

    /// <summary>Digest of what had been found out, since the gate before, when this one was opened.</summary>
    internal string Findings { get; private set; } = "";

    internal void Open(GateOpened opened, DateTimeOffset at, string findings)
    {
        Opened = opened;
        OpenedAt = at;
        Findings = findings;
        End = null;
        _votes.Clear();
    }

    internal void Answer(GateVote vote) => _votes.Add(vote);

    internal void Close(GateEnd end) => End = end;

    internal void Reset()
    {
        Opened = null;
        OpenedAt = null;
        End = null;
        _votes.Clear();
    }
}

/// <summary>A person's answer to a gate.</summary>
public sealed record GateVote(bool Approved, string Actor, string? Comment, DateTimeOffset Time);

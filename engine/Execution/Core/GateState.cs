using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>Where a gate of a run stands.</summary>
public sealed class GateState
{
    private readonly List<GateVote> _votes = [];
    private readonly List<GateVote> _lapsed = [];

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

    /// <summary>Answers that no longer count, because what they rested on has changed.</summary>
    public IReadOnlyList<GateVote> Lapsed => _lapsed;

    public bool IsOpen => Opened is not null && End is null;

    /// <summary>Digest of what had been found out, since the gate before, when this one was opened.</summary>
    internal string Findings { get; private set; } = "";

    /// <summary>The digest of the text that the run followed, and its parameters, when this was opened.</summary>
    internal (string Digest, MapValue Parameters) Basis { get; private set; } = ("", new([]));

    internal void Open(GateOpened opened, DateTimeOffset at, string findings, (string Digest, MapValue Parameters) basis)
    {
        Opened = opened;
        OpenedAt = at;
        Findings = findings;
        Basis = basis;
        End = null;
        _lapsed.AddRange(_votes);
        _votes.Clear();
    }

    internal void Answer(GateVote vote) => _votes.Add(vote);

    /// <summary>Takes in an answer that was given to other evidence.</summary>
    internal void AnswerInVain(GateVote vote) => _lapsed.Add(vote);

    internal void Close(GateEnd end) => End = end;

    internal void Reset()
    {
        Opened = null;
        OpenedAt = null;
        End = null;
        _votes.Clear();
        _lapsed.Clear();
    }
}

/// <summary>A person's answer to a gate.</summary>
public sealed record GateVote(bool Approved, string Actor, string? Comment, DateTimeOffset Time);

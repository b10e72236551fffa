using System.Collections.Immutable;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>Steps that run one after another: those of a runbook, of an item, or of a branch.</summary>
public sealed class Block
{
    private readonly StepState[] _steps;

    internal Block(Address address, ImmutableArray<Step> steps, Frame frame, StepState? owner, int index)
    {
        Address = address;
        Frame = frame;
        Owner = owner;
        Index = index;
        _steps = new StepState[steps.Length];
        for (var i = 0; i < _steps.Length; i++) _steps[i] = new StepState(address.Child(steps[i].Id), steps[i], this);
        Scope = new BlockScope(this);
    }

    /// <summary>The item's, branch's or call's address; the root for the runbook itself.</summary>
    public Address Address { get; }

    /// <summary>The loop, parallel or call step inside which this block runs; null for the runbook itself.</summary>
    public StepState? Owner { get; }

    /// <summary>Its place among the blocks of its owner, from 0.</summary>
    public int Index { get; }

    public IReadOnlyList<StepState> Steps => _steps;

    /// <summary>The item's key, or the branch's id.</summary>
    public string? Key { get; internal init; }

    public string? Title { get; internal init; }

    /// <summary>The value of the loop's variable.</summary>
    public Value? Item { get; internal init; }

    /// <summary>Whether all steps have succeeded or were skipped.</summary>
    public bool IsDone => Cursor == _steps.Length;

    /// <summary>Whether a step in it has failed for good, until a person decides.</summary>
    public bool IsFailed { get; internal set; }

    public bool IsStarted { get; internal set; }

    /// <summary>The step that is next, or runs; the count of steps when all are done.</summary>
    public int Cursor { get; private set; }

    internal Frame Frame { get; }

    internal BlockScope Scope { get; }

    /// <summary>Goes back to a step that is to be done once more; those behind it that have ended are passed over again.</summary>
    internal void Rewind(StepState step) => Cursor = Math.Min(Cursor, Array.IndexOf(_steps, step));

    internal void Advance()
    {
        while (Cursor < _steps.Length && _steps[Cursor].HasEnded) Cursor++;
    }
}

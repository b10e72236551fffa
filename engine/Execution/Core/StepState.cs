using System.Collections.Immutable;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>What happened to a step in its place in a run. Only the fold of events changes it.</summary>
public sealed class StepState
{
    private List<Block>? _blocks;

    internal StepState(Address address, Step step, Block block)
    {
        Address = address;
        Step = step;
        Block = block;
    }

    public Address Address { get; }

    public Step Step { get; }

    /// <summary>The sequence of steps in which it stands.</summary>
    public Block Block { get; }

    /// <summary>The step's title with its values put in; its id where it has none, or where they are not known or secret.</summary>
    public string Title =>
        Step.Title is { } title && Rendering.Text(title, Block.Scope) is { HasValue: true, Value: TextValue { IsSecret: false } text } ? text.Text : Step.Id;

    /// <summary>The kubeconfig context of the cluster at which its runbook looks; null where it names none, or that is not known yet.</summary>
    public string? Context =>
        Block.Frame.Plan.Cluster?.Context is { } context && Rendering.Text(context, Block.Scope) is { HasValue: true, Value: TextValue { IsSecret: false } text }
            ? text.Text : null;

    public StepStatus Status { get; internal set; }

    /// <summary>The latest attempt, counted from 1; 0 before the first.</summary>
    public int Attempt { get; internal set; }

    public DateTimeOffset? StartedAt { get; internal set; }

    public DateTimeOffset? EndedAt { get; internal set; }

    /// <summary>When the next attempt is due, while the step waits to be retried.</summary>
    public DateTimeOffset? RetryAt { get; internal set; }

    /// <summary>What went wrong in the latest attempt, or null.</summary>
    public string? Error { get; internal set; }

    public int? ExitCode { get; internal set; }

    public MapValue? Outputs { get; internal set; }

    /// <summary>The command of the latest attempt as the journal has it, secrets masked.</summary>
    public ImmutableArray<string>? Command { get; internal set; }

    /// <summary>The process of the latest attempt's command.</summary>
    public ProcessIdentity? Process { get; internal set; }

    /// <summary>What the probe said right after the step succeeded.</summary>
    public Answer? Probe { get; internal set; }

    /// <summary>What the conditions of a wait or verify said last.</summary>
    public ImmutableArray<Answer> Answers { get; internal set; } = [];

    /// <summary>What the probe said of this step in doubt.</summary>
    public Answer? DoubtAnswer { get; internal set; }

    /// <summary>Why a person, or a probe, decided on this step; null where nobody had to.</summary>
    public string? Reason { get; internal set; }

    /// <summary>The gate of an approve step, or the one behind the first items of a loop.</summary>
    public GateState? Gate { get; internal set; }

    public LoopProgress? Loop { get; internal set; }

    /// <summary>What runs inside: a block for each item, for each branch, or for the called runbook.</summary>
    public IReadOnlyList<Block> Blocks => _blocks ?? (IReadOnlyList<Block>)[];

    public bool HasEnded => Status is StepStatus.Succeeded or StepStatus.Skipped;

    public bool IsComposite => Step is ForEachStep or ParallelStep or CallStep;

    /// <summary>The number of the event with which it ended last.</summary>
    internal long EndedWith { get; set; }

    /// <summary>How many attempts run inside this step just now.</summary>
    internal int Busy { get; set; }

    /// <summary>Failed attempts since the step was last taken up.</summary>
    internal int Failures { get; set; }

    internal void Add(Block block) => (_blocks ??= []).Add(block);
}

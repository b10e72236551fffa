using System.Collections.Immutable;

namespace MeshRunbook.Cli.Graph;

/// <summary>A step as a picture of the procedure shows it.</summary>
/// <param name="Path">The step's address without the items of loops, such as `move/label`; one node stands for all items.</param>
internal sealed record FlowNode(string Path, FlowKind Kind, string Title)
{
    /// <summary>More for whoever asks for it: a command, what is checked, over what a loop goes.</summary>
    public string Detail { get; init; } = "";

    /// <summary>What is inside: one lane for a loop or a call, one for each branch; empty where nothing is, or where it is not opened.</summary>
    public ImmutableArray<FlowLane> Lanes { get; init; } = [];

    /// <summary>How many steps are inside and not shown.</summary>
    public int Hidden { get; init; }

    /// <summary>The name of the runbook that takes this back: of a call always, of a gate where a rejection starts it.</summary>
    public string? Rollback { get; init; }

    /// <summary>Whether the step is left out under some circumstances.</summary>
    public bool IsConditional { get; init; }

    public bool IsOpened => Lanes.Length > 0;

    /// <summary>This node and all that are shown inside it, in order.</summary>
    public IEnumerable<FlowNode> All => Lanes.SelectMany(lane => lane.Nodes).SelectMany(node => node.All).Prepend(this);
}

/// <summary>Nodes one after another.</summary>
internal sealed record FlowLane(string? Title, ImmutableArray<FlowNode> Nodes);

internal enum FlowKind { Command, Check, Gate, Checkpoint, Loop, Parallel, Call }

using System.Collections.Immutable;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Previewing;

/// <summary>A step as it will run, as far as that is known before the run. Texts have secrets masked, and name what is not known yet.</summary>
/// <param name="Depth">How many loops, branches and calls it stands in.</param>
public sealed record PreviewStep(Address Address, int Depth, Step Step, string Title)
{
    /// <summary>False where the step's `when` is false by what is known already; null where that shows only during the run.</summary>
    public bool? WillRun { get; init; } = true;

    /// <summary>The command of a run step, a word each.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>Variables that a command or script gets from the runbook and from its step, as NAME=VALUE.</summary>
    public ImmutableArray<string> Environment { get; init; } = [];

    /// <summary>What a wait or verify asks.</summary>
    public ImmutableArray<PreviewQuestion> Questions { get; init; } = [];

    public PreviewQuestion? Probe { get; init; }

    /// <summary>The question of a gate: of an approve step, or of the one behind a loop's first items.</summary>
    public string? Gate { get; init; }

    public ImmutableArray<string> Approvers { get; init; } = [];

    /// <summary>The keys of the items of a loop in the order in which they go; null where its list is known only during the run.</summary>
    public ImmutableArray<string>? Items { get; init; }

    /// <summary>How many of them go first.</summary>
    public int FirstItems { get; init; }

    /// <summary>The names whose values must be known before this step is, such as `steps.find.outputs.names`.</summary>
    public ImmutableArray<string> WaitsFor { get; init; } = [];

    /// <summary>What is wrong by what is known already, such as a list that is none; null where nothing is.</summary>
    public string? Problem { get; init; }
}

/// <summary>A condition as it will be asked.</summary>
/// <param name="Question">What can be asked right now; null where a value of it is known only during the run.</param>
public sealed record PreviewQuestion(string Text, Question? Question);

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Previewing;
using MeshRunbook.Language.Comparison.Risks;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Planning;

/// <summary>A step as a saved plan has it: what it does, or what it waits to know. Secrets are masked.</summary>
/// <param name="Depth">How many loops, branches and calls it stands in.</param>
/// <param name="Kind">The key that names the kind of step, such as `forEach`.</param>
public sealed record PlannedStep(Address Address, int Depth, string Kind, string Title)
{
    /// <summary>False where the step's `when` is false by what is known already; null where that shows only during the run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool? WillRun { get; init; }

    /// <summary>The words of a command; the list is null where there is none, as are all others here.</summary>
    public ImmutableArray<string>? Command { get; init; }

    public string? Script { get; init; }

    /// <summary>Variables that the command or script gets, as NAME=VALUE.</summary>
    public ImmutableArray<string>? Environment { get; init; }

    /// <summary>What a wait or verify asks.</summary>
    public ImmutableArray<string>? Questions { get; init; }

    /// <summary>Names whose values must be known before the step is, such as `steps.find.outputs.names`.</summary>
    public ImmutableArray<string>? WaitsFor { get; init; }

    /// <summary>What in its command or script takes something away for good or by force, such as `kubectl delete`.</summary>
    public ImmutableArray<string>? Destructive { get; init; }

    public string? Gate { get; init; }

    public ImmutableArray<string>? Approvers { get; init; }

    /// <summary>The keys of a loop's items in the order in which they go; null where they are known only during the run.</summary>
    public ImmutableArray<string>? Items { get; init; }

    /// <summary>How many of the items go first.</summary>
    public int? FirstItems { get; init; }

    public PlannedProbe? Probe { get; init; }

    /// <summary>What is wrong by what is known already.</summary>
    public string? Problem { get; init; }

    /// <param name="answer">What its probe says now; null where it was not asked.</param>
    public static PlannedStep Of(PreviewStep step, Answer? answer)
    {
        var script = (step.Step as ShellStep)?.Script;
        return new(step.Address, step.Depth, step.Step.Kind, step.Title)
        {
            WillRun = step.WillRun,
            Command = Some(step.Command),
            Script = script,
            Environment = Some(step.Environment),
            Questions = Some([.. step.Questions.Select(question => question.Text)]),
            WaitsFor = Some(step.WaitsFor),
            Destructive = Some([.. (script is null ? DestructiveCommands.In(step.Command) : DestructiveCommands.In(script)).Distinct()]),
            Gate = step.Gate,
            Approvers = Some(step.Approvers),
            Items = step.Items,
            FirstItems = step.FirstItems > 0 ? step.FirstItems : null,
            Probe = step.Probe is { } probe ? new(probe.Text, answer?.Verdict, answer?.Summary) : null,
            Problem = step.Problem,
        };
    }

    /// <summary>What it does, a text each: the words of a command, or variables and script, or questions.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Acts => [.. Command ?? [], .. Environment ?? [], .. Script is null ? [] : new[] { Script }, .. Questions ?? []];

    private static ImmutableArray<string>? Some(ImmutableArray<string> texts) => texts.IsEmpty ? null : texts;
}

/// <summary>A step's probe, and what it said when the plan was made.</summary>
/// <param name="Verdict">Null where it was not asked, because a value of its question is known only during the run.</param>
public sealed record PlannedProbe(string Text, Verdict? Verdict, string? Summary);

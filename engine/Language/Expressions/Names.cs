using System.Collections.Immutable;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Expressions;

/// <summary>The names that an expression at one place of a runbook may use. Immutable, and cheap to extend step by
/// step.</summary>
public sealed record Names
{
    public static Names None { get; } = new();

    /// <summary>What `params.` offers.</summary>
    public ImmutableDictionary<string, TypedName> Parameters { get; init; } = Empty<TypedName>();

    /// <summary>Every step of the runbook by its id: those that may be used here, and why the others may not.</summary>
    public ImmutableDictionary<string, StepName> Steps { get; init; } = Empty<StepName>();

    /// <summary>Variables of the enclosing loops.</summary>
    public ImmutableDictionary<string, TypedName> Variables { get; init; } = Empty<TypedName>();

    /// <summary>Whether `stdout`, `stderr` and `exitCode` are there: in the `outputs` of a run or shell step.</summary>
    public bool HasResult { get; init; }

    /// <summary>What `run.` offers.</summary>
    public static ImmutableArray<string> RunFacts { get; } = ["id", "runbook", "startedBy", "folder"];

    public static ImmutableArray<string> Results { get; } = ["stdout", "stderr", "exitCode"];

    public Names WithParameter(string name, DataType type, bool isSecret = false) =>
        this with { Parameters = Parameters.SetItem(name, new(type, isSecret)) };

    public Names WithVariable(string name, DataType type, bool isSecret = false, Location? declaration = null) =>
        this with { Variables = Variables.SetItem(name, new(type, isSecret) { Declaration = declaration }) };

    /// <summary>The step may be used from here on; its outputs are optional-typed where it, or what encloses it, may be
    /// skipped.</summary>
    public Names WithStep(string id, IEnumerable<KeyValuePair<string, DataType>> outputs) =>
        this with { Steps = Steps.SetItem(id, new StepName(ImmutableDictionary.CreateRange(StringComparer.Ordinal, outputs))) };

    /// <summary>The step may be used, but a mistake that has been reported hides what its outputs are: any name is
    /// taken.</summary>
    public Names WithUnreadableStep(string id) =>
        this with { Steps = Steps.SetItem(id, new StepName(Empty<DataType>()) { IsUnreadable = true }) };

    /// <summary>The step exists but cannot be used here.</summary>
    public Names WithHiddenStep(string id, HiddenStep why) =>
        this with { Steps = Steps.SetItem(id, new StepName(Empty<DataType>(), why)) };

    /// <summary>Whether what the reference stands for is known to be secret before the run.</summary>
    public bool IsSecret(Reference reference) => reference switch
    {
        ParameterReference { Name: var name } => Parameters.TryGetValue(name, out var parameter) && parameter.IsSecret,
        VariableReference { Name: var name } => Variables.TryGetValue(name, out var variable) && variable.IsSecret,
        _ => false,
    };

    private static ImmutableDictionary<string, T> Empty<T>() => ImmutableDictionary.Create<string, T>(StringComparer.Ordinal);
}

public sealed record TypedName(DataType Type, bool IsSecret = false)
{
    /// <summary>Where the name is given; null where nobody has said so.</summary>
    public Location? Declaration { get; init; }
}

/// <param name="Hidden">Why the step cannot be used here; null where it can.</param>
public sealed record StepName(ImmutableDictionary<string, DataType> Outputs, HiddenStep? Hidden = null)
{
    /// <summary>Whether any output may be named, because a mistake elsewhere hides which there are.</summary>
    public bool IsUnreadable { get; init; }
}

/// <summary>Why a step that exists cannot be used at a place.</summary>
/// <param name="Reason">Follows "step `x`", such as "runs later".</param>
public sealed record HiddenStep(string Reason, string Help)
{
    public static HiddenStep Later { get; } = new("runs later", "a step can use only what ran before it: move the step up");

    public static HiddenStep BeforeAll { get; } = new("has not run yet when this is read", "before the first step only parameters and facts of the run are known");

    public static HiddenStep Around { get; } = new("is the one around this", "its outputs are there for the steps after it");

    public static HiddenStep Itself { get; } =
        new("is this step itself", "its own `outputs` can use `stdout`, `stderr` and `exitCode`; nothing else of it is known yet");

    public static HiddenStep InsideLoop(string loop) => new(
        $"runs inside the loop `{loop}`, once for each item",
        $"give `{loop}` an output of its own: `steps.{loop}.outputs.NAME` is the list over all items");

    public static HiddenStep InsideBranch(string parallel) => new(
        $"runs in another branch of `{parallel}`, at the same time", $"use it after `{parallel}`, or put both into one branch");
}

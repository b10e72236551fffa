using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Plans;

/// <summary>
/// A step of the procedure. A step that acts must be safe to repeat, or carry a <see cref="Probe"/> that tells whether its
/// effect is there: after a crash that is how the engine knows what to do.
/// </summary>
public abstract record Step(string Id, Location Location)
{
    /// <summary>The key that makes it a step of its kind, such as `forEach`.</summary>
    public string Kind => this switch
    {
        RunStep => "run",
        ShellStep => "shell",
        WaitStep => "wait",
        VerifyStep => "verify",
        ApproveStep => "approve",
        ForEachStep => "forEach",
        ParallelStep => "parallel",
        CallStep => "call",
        CheckpointStep => "checkpoint",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>May use the names of its place, such as the item of a loop.</summary>
    public Template? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>The step is skipped where this yields false.</summary>
    public Template? When { get; init; }

    /// <summary>A duration; what the step does is ended, politely first, when it has passed.</summary>
    public Template? Timeout { get; init; }

    public Retry? Retry { get; init; }

    /// <summary>Holds where the step's effect is there.</summary>
    public Condition? Probe { get; init; }

    public ImmutableArray<Output> Outputs { get; init; } = [];

    /// <summary>The key `repeatable`: the command only reads, or doing it twice is as good as once, so that after a crash it
    /// is run again without asking anybody. Only commands and scripts have it.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>What the step prints is kept from screen, journal and logs.</summary>
    public bool IsSensitive { get; init; }
}

/// <summary>A command, started without a shell.</summary>
public sealed record RunStep(string Id, CommandTemplate Command, Location Location) : Step(Id, Location)
{
    /// <summary>Exit statuses that count as success; 0 unless told.</summary>
    public ImmutableArray<int> SuccessCodes { get; init; } = [0];
}

/// <summary>A script for `bash -euo pipefail`; values reach it as environment variables only.</summary>
public sealed record ShellStep(string Id, string Script, ImmutableArray<NamedTemplate> Environment, Location Location)
    : Step(Id, Location);

/// <summary>Asks until all conditions hold; without a timeout of its own it gives up after ten minutes.</summary>
public sealed record WaitStep(string Id, ImmutableArray<Condition> Conditions, TimeSpan Interval, Location Location)
    : Step(Id, Location);

/// <summary>Asks once; fails where a condition does not hold or cannot tell.</summary>
public sealed record VerifyStep(string Id, ImmutableArray<Condition> Conditions, Location Location) : Step(Id, Location);

/// <summary>Waits for people.</summary>
public sealed record ApproveStep(string Id, Gate Gate, Location Location) : Step(Id, Location);

/// <summary>The same steps for each item, those of <see cref="First"/> before all others.</summary>
public sealed record ForEachStep(string Id, Template Items, string As, ImmutableArray<Step> Steps, Location Location)
    : Step(Id, Location)
{
    /// <summary>Text that names an item in addresses; the item itself where it is text.</summary>
    public Template? Key { get; init; }

    public Template? First { get; init; }

    /// <summary>Opened when the first items are done and others are left; null where there is no <see cref="First"/>.</summary>
    public Gate? FirstGate { get; init; }

    /// <summary>An integer; one after another unless told.</summary>
    public Template? MaxParallel { get; init; }

    /// <summary>An integer: how many items may fail before no new one is started; the first failure stops unless told.</summary>
    public Template? MaxFailures { get; init; }
}

/// <summary>Branches that run side by side.</summary>
public sealed record ParallelStep(string Id, ImmutableArray<Branch> Branches, Location Location) : Step(Id, Location)
{
    public Template? MaxParallel { get; init; }
}

public sealed record Branch(string Id, string? Title, ImmutableArray<Step> Steps, Location Location);

/// <summary>Another runbook, with its parameters.</summary>
public sealed record CallStep(string Id, Plan Callee, ImmutableArray<Argument> With, Location Location) : Step(Id, Location);

/// <summary>A value for a parameter of a called runbook.</summary>
public sealed record Argument(string Name, TemplateTree Value);

/// <summary>A place from which a run goes on; what lies before it is not probed again. Its id is the checkpoint's name.</summary>
public sealed record CheckpointStep(string Id, Location Location) : Step(Id, Location);

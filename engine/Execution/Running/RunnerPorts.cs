using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Conditions;

namespace MeshRunbook.Execution.Running;

/// <summary>The world as the runner sees it.</summary>
public sealed record RunnerPorts(ICommands Commands, ConditionSet Conditions, IPeople People, IWatcher Watcher, TimeProvider Time)
{
    /// <summary>How often posted answers are looked for while a gate is open.</summary>
    public TimeSpan PostedInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Called as long as nothing is left to do until something happens: a clock that only waiting moves goes on here. False
    /// where it cannot.</summary>
    public Func<bool>? Idle { get; init; }

    /// <summary>How often a process that a dead engine has left is looked at.</summary>
    public TimeSpan ProcessInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest that a step's `wait` takes, whatever its timeout says, or null: in a rehearsal nobody waits for minutes for
    /// what cannot come.</summary>
    public Func<Address, TimeSpan?> LongestWait { get; init; } = _ => null;
}

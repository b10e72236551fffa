using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Running;

/// <summary>What a rehearsal does otherwise than a run on a real cluster.</summary>
internal sealed record Surroundings
{
    /// <summary>Answers the gates in place of the display's people.</summary>
    public IPeople? People { get; init; }

    /// <summary>Starts the commands of steps in place of the wiring's.</summary>
    public ICommands? Commands { get; init; }

    /// <summary>The run as the engine sees it.</summary>
    public Func<IRun, IRun> Around { get; init; } = run => run;

    /// <summary>The longest that a step's `wait` takes, or null for what its timeout says.</summary>
    public Func<Address, TimeSpan?> LongestWait { get; init; } = _ => null;

    public string LockPrefix { get; init; } = "";

    /// <summary>Called when the run has been made, before anything happens in it.</summary>
    public Action<IRun>? Made { get; init; }

    public Session Session(Wiring wiring, IRun run, RunState state, Display display) =>
        new(wiring, Around(run), state, display) { People = People, Commands = Commands, LongestWait = LongestWait };
}

using MeshRunbook.Execution.Commands;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>Commands during which the engine may die.</summary>
internal sealed class MortalCommands(ICommands commands, CrashTrigger trigger) : ICommands
{
    public async Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellation)
    {
        var step = trigger.Command;
        var running = commands.RunAsync(request, cancellation);
        if (trigger.PatienceFor(step) is { } patience)
        {
            await Task.WhenAny(running, Task.Delay(patience, CancellationToken.None));
            trigger.Die(CrashPoint.DuringCommand(step!));
        }

        return await running;
    }

    public IReadOnlyList<int> Remains(string mark, ProcessIdentity? process) => commands.Remains(mark, process);
}

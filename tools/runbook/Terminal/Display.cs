using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Terminal;

/// <summary>How a run is shown while it works, and who is asked.</summary>
internal abstract class Display
{
    public abstract IWatcher Watcher { get; }

    public abstract IPeople People { get; }

    /// <summary>The display for this terminal: live on one, plain lines elsewhere, JSON lines where programs read.</summary>
    /// <param name="waits">Whether the run stays at a gate although nobody is here to answer.</param>
    public static Display For(string output, bool waits, TimeProvider time) => output switch
    {
        "json" => new JsonDisplay(waits),
        _ when Screen.IsLive => new LiveDisplay(time, waits),
        _ => new PlainDisplay(waits, time),
    };

    public abstract void Begin(IRun run, RunState state);

    /// <summary>Something to say between the events.</summary>
    public abstract void Note(string message);

    public abstract void End();
}

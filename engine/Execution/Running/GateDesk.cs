using System.Threading.Channels;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Execution.Running;

/// <summary>Where answers to gates arrive: from people who are asked, and from answers that were posted.</summary>
internal sealed class GateDesk(IRun run, RunState state, RunnerPorts ports, ChannelWriter<Report> reports)
{
    private readonly Dictionary<GateOpened, Asked> _asked = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes in posted answers, and asks the people who are here; true where an answer was recorded.</summary>
    public async Task<bool> AttendAsync(IReadOnlyList<NextAction> actions, Recorder recorder)
    {
        var open = actions.OfType<AskPeople>().Select(ask => ask.Gate).ToList();
        foreach (var gone in _asked.Keys.Where(opened => !open.Exists(gate => gate.Opened == opened)).ToList())
            await _asked[gone].Asking.CancelAsync().ConfigureAwait(false);
        if (open.Count == 0) return false;
        if (await TakePostedAsync(recorder).ConfigureAwait(false)) return true;
        foreach (var gate in open)
        {
            if (_asked.ContainsKey(gate.Opened!)) continue;
            var asking = new CancellationTokenSource();
            _asked[gate.Opened!] = new(asking, AskAsync(gate, gate.Opened!, asking.Token));
        }

        return false;
    }

    /// <summary>The first open gate, where nothing is left to do but to wait for people of whom none is here; null otherwise.</summary>
    public GateState? NobodyIsThere(IReadOnlyList<NextAction> actions)
    {
        var gates = actions.OfType<AskPeople>().Select(ask => ask.Gate).ToList();
        var waits = actions.OfType<WaitUntil>().Any(wait => gates.TrueForAll(gate => gate.Opened!.Deadline != wait.Time));
        return gates.Count > 0 && !waits && gates.TrueForAll(gate => _asked[gate.Opened!].IsOver) ? gates[0] : null;
    }

    public async Task ReplyAsync(GateReplied replied, Recorder recorder)
    {
        _asked[replied.Opened].IsOver = true;
        if (replied.Reply is not { } reply || replied.Gate.Opened != replied.Opened || !replied.Gate.IsOpen) return;
        await RecordAsync(replied.Gate, reply.Actor, new(replied.Gate.Address, reply.Approved, reply.Comment, replied.Opened.Evidence), recorder)
            .ConfigureAwait(false);
    }

    /// <summary>Asks nobody any more.</summary>
    public async Task CloseAsync()
    {
        foreach (var asked in _asked.Values) await asked.Asking.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_asked.Values.Select(asked => asked.Task)).ConfigureAwait(false);
        foreach (var asked in _asked.Values) asked.Asking.Dispose();
    }

    private async Task<bool> TakePostedAsync(Recorder recorder)
    {
        var recorded = false;
        foreach (var posted in await run.PostedAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (state.FindGate(posted.Gate) is not { Opened: not null } gate) continue;
            if (gate.IsOpen)
            {
                await RecordAsync(gate, posted.Actor, new(posted.Gate, posted.Approved, posted.Comment, posted.Evidence), recorder)
                    .ConfigureAwait(false);
                recorded = true;
            }

            // Removed only now: an answer recorded twice counts once, a lost one never.
            await run.RemoveAsync(posted, CancellationToken.None).ConfigureAwait(false);
        }

        return recorded;
    }

    private async Task RecordAsync(GateState gate, string actor, GateAnswered answered, Recorder recorder)
    {
        await recorder.RecordAsync(answered, actor).ConfigureAwait(false);
        if (answered.Evidence != gate.Opened!.Evidence)
            ports.Watcher.Noted(gate.Address, $"the answer of {actor} was given to something else, and does not count");
        else if (GateRules.Objection(state, gate.Opened, actor, answered.Approved) is { } objection)
            ports.Watcher.Noted(gate.Address, objection);
    }

    private async Task AskAsync(GateState gate, GateOpened opened, CancellationToken cancellation)
    {
        GateReply? reply = null;
        try
        {
            reply = await ports.People.AskAsync(opened, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The answer came another way, or the run stops.
        }

        reports.TryWrite(new GateReplied(gate, opened, reply));
    }

    private sealed class Asked(CancellationTokenSource asking, Task task)
    {
        public CancellationTokenSource Asking { get; } = asking;

        public Task Task { get; } = task;

        public bool IsOver { get; set; }
    }
}

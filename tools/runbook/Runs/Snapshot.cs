using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Runs;

/// <summary>A run as the end of its journal tells, read without working on it.</summary>
internal sealed record Snapshot(IRun Run, Entry? LastEntry)
{
    public Event? Last => LastEntry?.Event;

    public bool HasEnded => Last is RunFinished;

    public DateTimeOffset? LastTime => LastEntry?.Time;

    /// <summary>Why the engine let go of the run; null while one works on it, or where it died.</summary>
    public RunStopped? Stopped => Last as RunStopped;

    // That somebody took a lock from a dead engine says nothing of how the run stands.
    public static Task<Snapshot> ReadAsync(IRun run) => Task.FromResult(new Snapshot(run, run.Last(entry => entry.Event is not LockReleased)));

    /// <summary>Null where the run cannot be read.</summary>
    public static async Task<Snapshot?> TryReadAsync(IRunStore store, RunRecord record)
    {
        try
        {
            return !record.IsDamaged && await store.OpenAsync(record.Id, CancellationToken.None) is { } run ? await ReadAsync(run) : null;
        }
        catch (Exception problem) when (problem is StoreException or JournalException)
        {
            return null;
        }
    }

    /// <summary>The fold of all that has happened over the pinned plan; secrets stay unknown.</summary>
    public async Task<RunState> StateAsync() => await StateAsync(await PinnedSources.PlanOfAsync(Run), new MapValue([]));

    /// <param name="secrets">The values of the run's secret parameters.</param>
    public async Task<RunState> StateAsync(Plan plan, MapValue secrets)
    {
        var vault = new Vault(Convert.FromBase64String(Run.Record.DigestKey), Run.ReadSecret);
        foreach (var secret in secrets.Entries) vault.Add(secret.Value);
        var state = new RunState(plan, new RunFacts(Run.ArtifactsFolder, vault));
        await state.CatchUpAsync(Run, CancellationToken.None);
        return state;
    }

    /// <summary>How the run stands, in a word or two.</summary>
    public string Standing => Last switch
    {
        RunFinished => "done",
        RunStopped { Reason: StopReason.Failed } => "failed",
        RunStopped { Reason: StopReason.WaitingForPerson } => "waits for a person",
        RunStopped { Reason: StopReason.InDoubt } => "in doubt",
        RunStopped { Reason: StopReason.Rejected } => "rejected",
        RunStopped { Reason: StopReason.OffPlan } => "differs from its plan",
        RunStopped => "interrupted",
        null => "empty",
        _ => Run.Holder() is null ? "interrupted" : "running",
    };
}

using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Runs;

/// <summary>A run as its journal tells, read without working on it.</summary>
internal sealed record Snapshot(IRun Run, IReadOnlyList<Entry> Entries)
{
    public Event? Last => Entries.Count == 0 ? null : Entries[^1].Event;

    public bool HasEnded => Last is RunFinished;

    public DateTimeOffset? LastTime => Entries.Count == 0 ? null : Entries[^1].Time;

    /// <summary>Why the engine let go of the run; null while one works on it, or where it died.</summary>
    public RunStopped? Stopped => Last as RunStopped;

    public static async Task<Snapshot> ReadAsync(IRun run) => new(run, await run.ReadAsync(CancellationToken.None));

    /// <summary>Null where the run cannot be read.</summary>
    public static async Task<Snapshot?> TryReadAsync(IRunStore store, RunRecord record)
    {
        try
        {
            return await store.OpenAsync(record.Id, CancellationToken.None) is { } run ? await ReadAsync(run) : null;
        }
        catch (Exception problem) when (problem is StoreException or JournalException)
        {
            return null;
        }
    }

    /// <summary>The fold of the entries over the pinned plan; secrets stay unknown.</summary>
    public async Task<RunState> StateAsync()
    {
        var plan = await PinnedSources.PlanOfAsync(Run);
        var vault = new Vault(Convert.FromBase64String(Run.Record.DigestKey), Run.ReadSecret);
        return RunState.Fold(plan, new RunFacts(Run.ArtifactsFolder, vault), Entries);
    }

    /// <summary>How the run stands, in a word or two.</summary>
    public string Standing => Last switch
    {
        RunFinished => "done",
        RunStopped { Reason: StopReason.Failed } => "failed",
        RunStopped { Reason: StopReason.WaitingForPerson } => "waits for a person",
        RunStopped { Reason: StopReason.InDoubt } => "in doubt",
        RunStopped { Reason: StopReason.Rejected } => "rejected",
        RunStopped => "interrupted",
        null => "empty",
        _ => Run.Holder() is null ? "interrupted" : "running",
    };
}

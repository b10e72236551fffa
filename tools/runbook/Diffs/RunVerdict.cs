using System.Collections.Immutable;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Diffs;

/// <summary>Whether a run that has not ended can go on with a new text.</summary>
/// <param name="Problem">Why it cannot be told; null where it can.</param>
internal sealed record RunVerdict(string Run, string Runbook, string Standing, ImmutableArray<MoveObjection> Objections, string? Problem = null)
{
    public bool CanMove => Problem is null && Objections.IsEmpty;

    /// <summary>Of every run of these runbooks that has not ended.</summary>
    public static async Task<IReadOnlyList<RunVerdict>> AllAsync(IRunStore store, IReadOnlyList<Compared> compared)
    {
        var verdicts = new List<RunVerdict>();
        foreach (var record in await store.ListAsync(CancellationToken.None))
        {
            if (compared.FirstOrDefault(one => one.New?.Name == record.Runbook)?.New is not { } target) continue;
            if (await Snapshot.TryReadAsync(store, record) is not { } snapshot)
                verdicts.Add(new(record.Id, record.Runbook, "unreadable", [], "it cannot be read"));
            else if (!snapshot.HasEnded)
                verdicts.Add(await OfAsync(record, snapshot, target));
        }

        return verdicts;
    }

    private static async Task<RunVerdict> OfAsync(RunRecord record, Snapshot snapshot, Language.Plans.Plan target)
    {
        try
        {
            return new(record.Id, record.Runbook, snapshot.Standing, MoveRules.Objections(await snapshot.StateAsync(), target));
        }
        catch (Exception problem) when (problem is Refusal or StoreException or JournalException)
        {
            return new(record.Id, record.Runbook, snapshot.Standing, [], problem.Message);
        }
    }
}

using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Cli.Runs;

/// <summary>Finds the run that somebody means.</summary>
internal static class RunFinder
{
    /// <summary>The run with an id, or whose id begins so; without one the newest run that has not ended.</summary>
    /// <exception cref="Refusal">There is none, or more than one can be meant.</exception>
    public static async Task<IRun> FindAsync(IRunStore store, string? id)
    {
        var records = await store.ListAsync(CancellationToken.None);
        if (id is not null)
        {
            var matches = records.Where(record => record.Id == id).ToList();
            if (matches.Count == 0) matches = [.. records.Where(record => record.Id.StartsWith(id, StringComparison.Ordinal))];
            return matches switch
            {
                [var one] => await OpenAsync(store, one),
                [] => throw Refusal.Usage($"there is no run `{id}`", records.Count == 0
                    ? "no run has been started yet"
                    : Suggestion.Help(id, records.Select(record => record.Id))?.Text ?? "list them: runbook list"),
                _ => throw Refusal.Usage($"`{id}` may mean {Words.Count(matches.Count, "run")}: {string.Join(", ", matches.Select(match => match.Id))}", "give more of the id"),
            };
        }

        if (records.Count == 0) throw Refusal.Usage("no run has been started yet", "start one: runbook execute RUNBOOK");
        var open = new List<RunRecord>();
        foreach (var record in records)
            if (!(await Snapshot.TryReadAsync(store, record))?.HasEnded ?? true) open.Add(record);
        return open switch
        {
            [var one] => await OpenAsync(store, one),
            [] when records is [var newest, ..] => await OpenAsync(store, newest),
            _ => throw Refusal.Usage($"{Words.Count(open.Count, "run")} have not ended: {string.Join(", ", open.Select(record => record.Id))}", "say which one you mean"),
        };
    }

    private static async Task<IRun> OpenAsync(IRunStore store, RunRecord record) =>
        await store.OpenAsync(record.Id, CancellationToken.None)
        ?? throw Refusal.Usage($"run {record.Id} is gone", "list what is there: runbook list");
}

using System.Collections.Immutable;
using System.Text.Json;
using MeshRunbook.Cli.Rehearsal;
using MeshRunbook.Cli.Reporting.Mesh;
using MeshRunbook.Cli.Running;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Reporting;

/// <summary>Puts the report of a run together.</summary>
internal static class ReportBuilder
{
    /// <exception cref="Refusal">Nothing has happened in the run.</exception>
    public static async Task<RunReport> BuildAsync(Snapshot snapshot)
    {
        var entries = await snapshot.Run.ReadAsync(CancellationToken.None);
        if (entries is not [{ Event: RunStarted started } first, ..])
            throw Refusal.Refused($"run {snapshot.Run.Record.Id} was interrupted before it began", "there is nothing to report; execute the runbook again");
        var state = await snapshot.StateAsync();
        var attempts = new Attempts(snapshot.Run, entries);
        var tree = new StepTree(attempts).Of(state.Root);
        var (from, to) = (first.Time, entries[^1].Time);
        var contexts = state.Steps.Select(step => step.Context).OfType<string>().Distinct().ToList();
        var names = ClusterNames(contexts);
        var prober = ProberReport.Find(snapshot.Run);
        var mesh = prober?.Picture(from, to, contexts) ?? EvidenceHistory.Read(entries, from, context => names.GetValueOrDefault(context, context));
        var gateways = prober?.Gateways ?? [];
        var counts = Counts.Of(state);
        var record = snapshot.Run.Record;
        return new()
        {
            Id = record.Id,
            Title = state.Plan.Title,
            Description = state.Plan.Description,
            Runbook = record.Runbook,
            Version = record.Version,
            RunbookDigest = started.Digest,
            Standing = snapshot.Standing,
            StopMessage = snapshot.Stopped?.Message,
            StartedBy = record.StartedBy,
            From = from,
            To = to,
            RollbackOf = record.RollbackOf,
            IsRehearsal = Note.Of(snapshot.Run) is not null,
            Steps = (counts.Done, counts.Skipped, counts.Failed),
            Commands = attempts.Commands,
            Parameters = [.. started.Parameters.Entries.Select(entry => (entry.Key, ValueDisplay.Of(entry.Value)))],
            Sources = [.. (await snapshot.Run.SourcesAsync(CancellationToken.None)).Select(source => (source.Name, source.Sha256))],
            Tree = tree,
            Gates = GateRecords.Of(entries, state),
            Incidents = Reporting.Incidents.Of(entries),
            Checkpoints = [.. entries.Where(entry => entry.Event is CheckpointReached).Select(entry => Checkpoint(entry, state))],
            Mesh = mesh,
            Probes = prober?.Counts,
            Gateways = gateways,
            Fleet = Fleet.Of(tree, mesh, gateways),
            Entries = entries.Count,
            JournalDigest = LineDigest.Of(JournalFormat.Write(entries[^1])).ToString(),
            Activity = [.. entries.Select(entry => entry.Time)],
        };
    }

    private static CheckpointRecord Checkpoint(Entry entry, RunState state)
    {
        var address = ((CheckpointReached)entry.Event).Address;
        var step = state.Find(address)!;
        var outer = address.Text.Split('/')[0].Split('[')[0];
        return new(address.Text, step.Step.Id, outer == address.Text ? "" : outer, step.Context, entry.Time);
    }

    /// <summary>Names for contexts that people can tell apart: gcloud's contexts end in the cluster's name.</summary>
    private static Dictionary<string, string> ClusterNames(List<string> contexts)
    {
        var names = contexts.ToDictionary(context => context, context => context.StartsWith("gke_", StringComparison.Ordinal) ? context.Split('_')[^1] : context);
        return names.Values.Distinct().Count() == names.Count ? names : contexts.ToDictionary(context => context, context => context);
    }
}

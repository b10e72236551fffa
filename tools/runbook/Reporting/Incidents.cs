using MeshRunbook.Execution;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Reporting;

/// <summary>What did not go straight on in a run, and what was decided about it.</summary>
internal static class Incidents
{
    public static IReadOnlyList<Incident> Of(IReadOnlyList<Entry> entries)
    {
        var engines = 0;
        var isDecided = new HashSet<Address>();
        var incidents = new List<Incident>();
        foreach (var entry in entries)
        {
            if (entry.Event is EngineStarted) engines++;
            if (entry.Event is StepDecided decided) isDecided.Add(decided.Address);
            var incident = entry.Event switch
            {
                StepFinished { Result: not StepResult.Succeeded } e => Of(entry, WordOf(e.Result), e.Address, e.Error ?? ""),
                StepStarted { Attempt: > 1 } e when !isDecided.Remove(e.Address) => Of(entry, "tried again", e.Address, $"attempt {e.Attempt}"),
                StepProbed e => Of(entry, "in doubt", e.Address, $"{WordOf(e.Answer.Verdict)}: {e.Answer.Summary}"),
                StepDecided e => Of(entry, WordOf(e), e.Address, e.Reason),
                GateOpened { Changes: { IsEmpty: false } changes } e => Of(entry, "answers lapsed", e.Address, string.Join("; ", changes.Select(change => $"{change.What}: {change.Before} → {change.Now}"))),
                GateClosed { End: not GateEnd.Approved } e => Of(entry, e.End == GateEnd.Rejected ? "rejected" : "not answered in time", e.Address, ""),
                RunStopped e => Of(entry, WordOf(e.Reason), null, e.Message ?? ""),
                EngineStarted e when engines > 1 => Of(entry, "taken up again", null, $"on host {e.Host}, process {e.ProcessId}"),
                _ => null,
            };
            if (incident is not null) incidents.Add(incident);
        }

        return incidents;
    }

    private static Incident Of(Entry entry, string what, Address? address, string why) => new(entry.Time, what, address?.Text, entry.Actor, why);

    private static string WordOf(StepResult result) => result switch
    {
        StepResult.TimedOut => "timed out",
        StepResult.Cancelled => "ended by the engine",
        _ => "failed",
    };

    private static string WordOf(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "its probe holds",
        Verdict.DoesNotHold => "its probe does not hold",
        _ => "its probe cannot tell",
    };

    // The reason is what Drift records when a person goes on with --accept-drift.
    private static string WordOf(StepDecided decided) => decided.Decision switch
    {
        Decision.Skip => "left out",
        Decision.MarkDone when decided.Reason == Running.Drift.Accepted => "drift accepted",
        Decision.MarkDone => "taken as done",
        _ => "to be done again",
    };

    private static string WordOf(StopReason reason) => reason switch
    {
        StopReason.Failed => "stopped: a step failed",
        StopReason.WaitingForPerson => "stopped: waits for a person",
        StopReason.InDoubt => "stopped: a step is in doubt",
        StopReason.Rejected => "stopped: a gate was rejected",
        StopReason.OffPlan => "stopped: what was due was not what its plan shows",
        _ => "interrupted",
    };
}

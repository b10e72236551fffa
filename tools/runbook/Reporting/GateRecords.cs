using System.Collections.Immutable;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Reporting;

/// <summary>The gates of a run in the order in which they were opened, each with what people knew and said.</summary>
internal static class GateRecords
{
    public static IReadOnlyList<GateRecord> Of(IReadOnlyList<Entry> entries, RunState state)
    {
        var gates = new List<GateRecord>();
        var open = new Dictionary<Address, int>();
        var findings = new List<Finding>();
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case StepFinished finished:
                    foreach (var answer in finished.Answers ?? []) findings.Add(new(finished.Address.Text, answer));
                    if (finished.Probe is { } probe) findings.Add(new(finished.Address.Text, probe));
                    break;
                case StepProbed probed:
                    findings.Add(new(probed.Address.Text, probed.Answer));
                    break;
                case GateOpened opened:
                    if (open.TryGetValue(opened.Address, out var former)) gates[former] = Lapsed(gates[former], entry.Time, opened);
                    open[opened.Address] = gates.Count;
                    gates.Add(new(
                        opened.Address.Text, opened.Title, opened.Description, state.FindGate(opened.Address)?.Owner.Context, entry.Time, null, null,
                        opened.Evidence, [.. findings], []));
                    break;
                case GateAnswered answered when open.TryGetValue(answered.Address, out var index):
                    var vote = new Vote(entry.Actor, answered.Approved, answered.Comment, entry.Time, answered.Evidence == gates[index].Evidence);
                    gates[index] = gates[index] with { Votes = gates[index].Votes.Add(vote) };
                    break;
                case GateClosed closed when open.Remove(closed.Address, out var index):
                    gates[index] = gates[index] with { Closed = entry.Time, End = closed.End };
                    findings.Clear();
                    break;
            }
        }

        return gates;
    }

    private static GateRecord Lapsed(GateRecord gate, DateTimeOffset at, GateOpened opened) => gate with
    {
        Closed = at, LapsedBy = opened.Changes ?? [], Votes = [.. gate.Votes.Select(vote => vote with { Counts = false })],
    };
}

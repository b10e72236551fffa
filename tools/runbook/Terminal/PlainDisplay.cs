using System.Globalization;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Terminal;

/// <summary>A line for each thing that happens: for logs of CI systems, and for terminals that cannot redraw.</summary>
internal sealed class PlainDisplay : Display, IWatcher
{
    private readonly TimeProvider _time;

    public PlainDisplay(bool waits, TimeProvider time)
    {
        _time = time;
        People = Screen.HasKeyboard ? new AtTheKeyboard(Console.Out.WriteLine) : new Absent(waits, _ => { });
    }

    public override IWatcher Watcher => this;

    public override IPeople People { get; }

    public override void Begin(IRun run, RunState state) =>
        Console.Out.WriteLine($"run {run.Record.Id}: {state.Plan.Title} ({state.Plan.Name} {state.Plan.Version})");

    public override void Note(string message) => Line("", message);

    public override void End() => Console.Out.Flush();

    public void Recorded(Entry entry, RunState state)
    {
        switch (entry.Event)
        {
            case StepStarted started: Started(started, state); break;
            case StepFinished finished: Finished(finished, state); break;
            case StepSkipped skipped: Line(skipped.Address.Text, "skipped, its `when` is false"); break;
            case StepProbed probed: Line(probed.Address.Text, $"in doubt; its probe {Said(probed.Answer.Verdict)}: {probed.Answer.Summary}"); break;
            case StepDecided decided: Line(decided.Address.Text, $"{Said(decided.Decision)}: {decided.Reason}"); break;
            case LoopExpanded expanded: Line(expanded.Address.Text, Words.Count(expanded.Items.Length, "item")); break;
            case CheckpointReached reached: Line(reached.Address.Text, "checkpoint"); break;
            case GateOpened opened:
                foreach (var line in GateText.Changes(opened)) Line(opened.Address.Text, line);
                Line(opened.Address.Text, $"waits for people: {opened.Title}");
                break;
            case GateAnswered answered:
                Line(answered.Address.Text, $"{(answered.Approved ? "approved" : "rejected")} by {entry.Actor}{Comment(answered.Comment)}");
                break;
            case GateClosed { End: GateEnd.TimedOut } closed: Line(closed.Address.Text, "nobody answered in time"); break;
            default: break;
        }

        if (LoopStanding.After(entry.Event, state) is var (item, standing)) Line(item.Text, standing);
    }

    public void Printed(Address address, string line, bool isError)
    {
        // What commands print is in their logs; a failure shows its end.
    }

    public void Noted(Address address, string message) => Line(address.Text, message);

    private void Started(StepStarted started, RunState state)
    {
        if (state.Find(started.Address) is not { } step || step.IsComposite || step.Step is ApproveStep) return;
        var attempt = started.Attempt > 1 ? $" (attempt {started.Attempt})" : "";
        Line(started.Address.Text, started.Command is { } command ? $"$ {Words.CommandOfOneLine(command)}{attempt}" : step.Title + attempt);
    }

    private void Finished(StepFinished finished, RunState state)
    {
        var time = state.Find(finished.Address) is { StartedAt: { } from, EndedAt: { } to } ? $" in {Words.Duration(to - from)}" : "";
        Line(finished.Address.Text, finished.Result == StepResult.Succeeded ? $"done{time}" : $"failed{time}: {finished.Error}");
        foreach (var answer in finished.Answers ?? [])
            if (answer.Verdict != Verdict.Holds || finished.Result == StepResult.Succeeded)
                Line(finished.Address.Text, $"  {Mark(answer.Verdict)} {answer.Summary}");
    }

    private void Line(string address, string text)
    {
        var time = _time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        Console.Out.WriteLine(Printable.Lines(address.Length == 0 ? $"{time} {text}" : $"{time} {address}: {text}"));
    }

    private static string Comment(string? comment) => string.IsNullOrWhiteSpace(comment) ? "" : $": {comment}";

    private static string Mark(Verdict verdict) => verdict switch { Verdict.Holds => "+", Verdict.DoesNotHold => "-", _ => "?" };

    private static string Said(Verdict verdict) =>
        verdict switch { Verdict.Holds => "holds", Verdict.DoesNotHold => "does not hold", _ => "cannot tell" };

    private static string Said(Decision decision) =>
        decision switch { Decision.MarkDone => "taken as done", Decision.Skip => "skipped", _ => "run again" };
}

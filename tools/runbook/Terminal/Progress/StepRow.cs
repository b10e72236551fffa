using System.Collections.Immutable;
using System.Globalization;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>The line of a step.</summary>
internal static class StepRow
{
    private const int BarCells = 12;

    /// <summary>A step that succeeded or was skipped.</summary>
    public static IReadOnlyList<Piece> Ended(StepState step, Scene scene)
    {
        var symbols = scene.Symbols;
        if (step.Status == StepStatus.Skipped)
            return [new(symbols.Skipped + " ", Tone.Dim), new(Title(step), Tone.Dim, true), new("  skipped", Tone.Dim)];
        if (step.Step is CheckpointStep) return [new(symbols.Checkpoint + " ", Tone.Active), new(step.Step.Id, Tone.Dim, true)];
        var note = step.Step switch
        {
            ForEachStep => $"  {Words.Count(step.Blocks.Count, "item")}{Time(step)}",
            ApproveStep when step.Gate?.Votes.LastOrDefault(vote => vote.Approved) is { } vote => $"  approved by {vote.Actor}",
            _ when step.Reason is { } reason => $"  {reason}",
            _ => Time(step),
        };
        return [new(symbols.Done + " ", Tone.Good), new(Title(step), Tone.Plain, true), new(note, Tone.Dim)];
    }

    /// <summary>A step behind the one that is next; it has ended already where an earlier one is done once more.</summary>
    public static IReadOnlyList<Piece> Later(StepState step, Scene scene) => step switch
    {
        { HasEnded: true } => Ended(step, scene),
        { Step: CheckpointStep } => [new(scene.Symbols.Checkpoint + " ", Tone.Dim), new(step.Step.Id, Tone.Dim, true)],
        _ => [new(scene.Symbols.Pending + " ", Tone.Dim), new(Title(step), Tone.Dim, true)],
    };

    /// <summary>A step, without others inside, that runs, waits or failed.</summary>
    public static IReadOnlyList<Piece> Current(StepState step, Scene scene)
    {
        if (step is { Status: StepStatus.WaitingForPerson, Gate: { IsOpen: true } gate }) return Gate(gate, scene);
        return
        [
            Sign(step.Status, scene.Symbols), new(Title(step), Tone.Strong, true), .. Command(step),
            new($"  {Standing(step, scene)}", ToneOf(step.Status)),
        ];
    }

    /// <summary>A loop, parallel or call step under way.</summary>
    public static IReadOnlyList<Piece> Composite(StepState step, Scene scene)
    {
        List<Piece> pieces = [Sign(step.Status, scene.Symbols), new(Title(step), Tone.Plain, true)];
        if (step.Loop is { } loop) pieces.AddRange(Bar(loop, step.Blocks.Count, scene.Symbols));
        pieces.Add(new($"  {Standing(step, scene)}", Tone.Dim));
        return pieces;
    }

    public static IReadOnlyList<Piece> Gate(GateState gate, Scene scene)
    {
        var approvals = gate.Votes.Count(vote => vote.Approved);
        var count = gate.Opened!.MinApprovals > 1 ? $", {approvals} of {gate.Opened.MinApprovals} approvals" : "";
        return
        [
            new(scene.Symbols.Waiting + " ", Tone.Attention), new(gate.Opened.Title, Tone.Attention, true),
            new($"  waits {Clock(scene.Now - gate.OpenedAt)}{count}", Tone.Dim),
        ];
    }

    /// <summary>The step's title; for a gate without one, its question.</summary>
    public static string Title(StepState step) =>
        step.Step is ApproveStep { Title: null, Gate.Title.Literal: { } question } ? question : step.Title;

    /// <summary>Whole seconds, so that a frame changes once a second at most.</summary>
    public static string Clock(TimeSpan? time) => time switch
    {
        null => "",
        { TotalSeconds: < 60 } span => Math.Max(0, (int)span.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "s",
        { } span => Words.Duration(span),
    };

    public static string FirstLine(string text) => text.AsSpan().Trim().ToString().Split('\n')[0];

    public static Piece Sign(StepStatus status, Symbols symbols) => new(status switch
    {
        StepStatus.Failed => symbols.Failed,
        StepStatus.InDoubt or StepStatus.Cancelled => symbols.Doubt,
        StepStatus.WaitingForPerson => symbols.Waiting,
        StepStatus.WaitingToRetry => symbols.Retry,
        StepStatus.Pending => symbols.Pending,
        StepStatus.Skipped => symbols.Skipped,
        StepStatus.Succeeded => symbols.Done,
        _ => symbols.Running,
    } + " ", status == StepStatus.Running ? Tone.Active : ToneOf(status));

    /// <summary>How a step stands that has neither succeeded nor was skipped.</summary>
    public static string Standing(StepState step, Scene scene)
    {
        var tries = step.Step.Retry is { } retry && step.Attempt > 1 ? $", attempt {step.Attempt} of {retry.Attempts}" : "";
        return step.Status switch
        {
            StepStatus.Failed => $"failed after {Clock(step.EndedAt - step.StartedAt)}{tries}",
            StepStatus.Cancelled => "was ended with the run",
            StepStatus.InDoubt => "in doubt",
            StepStatus.WaitingToRetry =>
                $"attempt {step.Attempt} of {step.Step.Retry?.Attempts ?? step.Attempt} failed, next in {Clock(step.RetryAt - scene.Now)}",
            _ => Clock(scene.Now - step.StartedAt) + tries,
        };
    }

    private static Tone ToneOf(StepStatus status) => status switch
    {
        StepStatus.Failed => Tone.Bad,
        StepStatus.InDoubt or StepStatus.Cancelled or StepStatus.WaitingForPerson or StepStatus.WaitingToRetry => Tone.Attention,
        StepStatus.Succeeded => Tone.Good,
        _ => Tone.Dim,
    };

    // A title says what is done; where there is none the command does.
    private static IEnumerable<Piece> Command(StepState step)
    {
        if (step.Step.Title is null && step is { Step: RunStep, Command: { IsDefaultOrEmpty: false } words })
            yield return new($"  $ {Words.CommandLine(words)}", Tone.Dim, true);
    }

    private static IEnumerable<Piece> Bar(LoopProgress loop, int count, Symbols symbols)
    {
        yield return new($"  {loop.Done}/{count} ", Tone.Strong);
        if (count == 0) yield break;
        var done = (int)((long)loop.Done * BarCells / count);
        var failed = loop.Failed.Count == 0 ? 0 : Math.Clamp((int)((long)loop.Failed.Count * BarCells / count), 1, BarCells - done);
        yield return new(Repeat(symbols.BarDone, done), Tone.Good);
        yield return new(Repeat(symbols.BarDone, failed), Tone.Bad);
        yield return new(Repeat(symbols.BarLeft, BarCells - done - failed), Tone.Dim);
        if (loop.Failed.Count > 0) yield return new($"  {loop.Failed.Count} failed", Tone.Bad);
    }

    private static string Repeat(string cell, int count) => string.Concat(Enumerable.Repeat(cell, count));

    private static string Time(StepState step) => step is { StartedAt: { } from, EndedAt: { } to } ? $"  {Words.Duration(to - from)}" : "";
}

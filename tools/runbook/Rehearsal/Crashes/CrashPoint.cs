using System.Globalization;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>A moment at which an engine can die: before or after an event is written, or while a step's command runs.</summary>
/// <param name="Moment">`before`, `after` or, with the event <see cref="Command"/>, `during`.</param>
/// <param name="Event">The event's name in the journal.</param>
/// <param name="Address">The step, or nothing where the event is about the run.</param>
/// <param name="Attempt">Of the step, where the event knows it.</param>
internal sealed record CrashPoint(string Moment, string Event, string Address, int Attempt)
{
    public const string Before = "before";
    public const string During = "during";
    public const string After = "after";
    public const string Command = "command";

    /// <summary>What kind of step the event is about, for the table.</summary>
    public string Kind { get; init; } = "";

    /// <summary>How long after its start the command is left to run, where the engine dies during it.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The name by which it is found again in a run whose events come in another order.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Moment}:{Event}:{ChanceNames.Hide(Address)}{(Attempt > 1 ? $"#{Attempt}" : "")}");

    /// <summary>The moment just before or after an event.</summary>
    public static CrashPoint Of(string moment, Event happened) => happened switch
    {
        StepStarted e => new(moment, "stepStarted", e.Address.Text, e.Attempt),
        StepFinished e => new(moment, "stepFinished", e.Address.Text, e.Attempt),
        CommandStarted e => new(moment, "commandStarted", e.Address.Text, 1),
        StepSkipped e => new(moment, "stepSkipped", e.Address.Text, 1),
        StepProbed e => new(moment, "stepProbed", e.Address.Text, 1),
        StepDecided e => new(moment, "stepDecided", e.Address.Text, 1),
        LoopExpanded e => new(moment, "loopExpanded", e.Address.Text, 1),
        CheckpointReached e => new(moment, "checkpointReached", e.Address.Text, 1),
        GateOpened e => new(moment, "gateOpened", e.Address.Text, 1),
        GateAnswered e => new(moment, "gateAnswered", e.Address.Text, 1),
        GateClosed e => new(moment, "gateClosed", e.Address.Text, 1),
        _ => new(moment, char.ToLowerInvariant(happened.GetType().Name[0]) + happened.GetType().Name[1..], "", 1),
    };

    public static CrashPoint DuringCommand(StepStarted started) => new(During, Command, started.Address.Text, started.Attempt);

    /// <summary>
    /// All crash points of a run, in the order of its journal. Where nothing acts between an event and the one before it, dying
    /// before it is dying after the other, and counts once.
    /// </summary>
    public static IReadOnlyList<CrashPoint> AllOf(RunState state, IReadOnlyList<Entry> entries)
    {
        var points = new List<CrashPoint>();
        foreach (var (index, entry) in entries.Index())
        {
            var kind = KindOf(state, entry.Event);
            if (Acts(entry.Event, kind)) points.Add(Of(Before, entry.Event) with { Kind = kind });
            points.Add(Of(After, entry.Event) with { Kind = kind });
            if (entry.Event is StepStarted { Command: not null } started)
                points.Add(DuringCommand(started) with { Delay = Third(started, entry.Time, entries.Skip(index + 1)), Kind = kind });
        }

        return [.. points.DistinctBy(point => point.Name)];
    }

    /// <summary>The crash points with these names, or a sample of all; the same seed takes the same ones.</summary>
    /// <exception cref="Refusal">There is no crash point with such a name.</exception>
    public static IReadOnlyList<CrashPoint> Choose(IReadOnlyList<CrashPoint> all, IReadOnlyList<string> names, int? sample, int seed)
    {
        foreach (var name in names.Where(name => all.All(point => point.Name != name)))
            throw Refusal.Usage($"there is no crash point `{name}`", Language.Diagnostics.Suggestion.Help(name, all.Select(point => point.Name))?.Text ?? "it is named as in `before:stepFinished:move[shop]/label`");
        if (names.Count > 0) return [.. all.Where(point => names.Contains(point.Name))];
        if (sample is not { } count || count >= all.Count) return all;
        // Sorted first: the order of events differs from run to run where steps run side by side.
        var drawn = all.OrderBy(point => point.Name, StringComparer.Ordinal).ToArray();
        new Random(seed).Shuffle(drawn);
        var taken = drawn.Take(count).ToHashSet();
        return [.. all.Where(taken.Contains)];
    }

    /// <summary>Whether something outside the journal has happened since the event before: a command, a question, an answer.</summary>
    private static bool Acts(Event happened, string kind) => happened switch
    {
        StepFinished => kind != "block",
        RunStarted or CommandStarted or StepProbed or GateAnswered => true,
        _ => false,
    };

    private static string KindOf(RunState state, Event happened) => AddressOf(happened) is { } address && state.Find(address) is { } step
        ? step.IsComposite ? "block" : step.Step is Language.Plans.RunStep or Language.Plans.ShellStep ? "command" : "other"
        : "";

    private static Address? AddressOf(Event happened) => happened switch
    {
        StepStarted e => e.Address,
        StepFinished e => e.Address,
        _ => null,
    };

    // The probe that follows is asked within this time too: a third of it is while the command runs.
    private static TimeSpan Third(StepStarted started, DateTimeOffset from, IEnumerable<Entry> later) =>
        later.FirstOrDefault(entry => entry.Event is StepFinished finished && finished.Address == started.Address) is { } end
            ? (end.Time - from) / 3
            : TimeSpan.Zero;
}

using System.Text;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Journal;

public sealed class JournalFormatTests
{
    private static readonly MapValue Values = new(
    [
        KeyValuePair.Create("text", Value.Of("a \"quoted\" ä <b> {{ x }}")), KeyValuePair.Create("none", Value.Null),
        KeyValuePair.Create("list", Value.Of(["a", "b"])), KeyValuePair.Create("flag", Value.Of(true)), KeyValuePair.Create("whole", Value.Of(7)),
        KeyValuePair.Create<string, Value>("number", new NumberValue(2)), KeyValuePair.Create<string, Value>("wait", new DurationValue(TimeSpan.FromMinutes(1.5))),
        KeyValuePair.Create<string, Value>("sealed", new TextValue("hmac-sha256:00") { IsSecret = true }),
        KeyValuePair.Create<string, Value>("map", new MapValue([KeyValuePair.Create("$secret", Value.Of("no secret"))])),
    ]);

    private static readonly Answer Answer = new(Verdict.DoesNotHold, "2 of 3", Values, "look");

    private static readonly Event[] Events =
    [
        new RunStarted("r", "a", "1.0.0", "d", Values, "mesh/x", "r0", Values), new RunStarted("r", "a", "1.0.0", "d", new([]), null), new RunStarted("r", "a", "1.0.0", "d", new([]), null, null, null, "record", "texts", "plan"),
        new EngineStarted("host", 7, "1.0"), new StepStarted(new("a[x]/b"), 2, ["kubectl", "get", ""], Values), new StepStarted(new("a"), 1),
        new CommandStarted(new("a"), 7, long.MaxValue), new StepFinished(new("a"), 3, StepResult.TimedOut, 137, "late", Values, Answer, [Answer, Answer]),
        new StepFinished(new("a"), 1, StepResult.Succeeded), new StepSkipped(new("a")), new StepProbed(new("a"), Answer),
        new StepDecided(new("a"), Decision.MarkDone, "seen"), new LoopExpanded(new("a"), [new("x", Value.Of("x")), new("y", Values)], 1),
        new CheckpointReached(new("c")),
        new GateOpened(new("g"), "Go?", "why", ["ann", "mesh"], 2, true, new DateTimeOffset(2026, 11, 21, 1, 2, 3, 456, TimeSpan.Zero), "e"),
        new GateOpened(new("g"), "Go?", null, [], 1, false, null, "e", [new(new("a"), 1, Verdict.CannotTell, "away", Values), new(new("b"), 0, Verdict.Holds, "it", Value.Null)], [new("a", "b", "c")]),
        new GateOpened(new("g"), "Go?", null, [], 1, false, null, "e"), new GateAnswered(new("g"), true, "fine", "e"),
        new GateAnswered(new("g"), false, null, "e"), new GateClosed(new("g"), GateEnd.Rejected),
        new RunbookChanged("d", "e", "1.1.0", Values, "mesh/x", "why"), new RunbookChanged("d", "e", "1.1.0", new([]), null, "why"), new RunStopped(StopReason.InDoubt, "why"),
        new RunStopped(StopReason.Failed), new RunStopped(StopReason.OffPlan, "why"), new RunFinished(Values),
        new LockReleased("mesh/x", "ann@host", "host", 7, "gone"), new RunStarted("r", "a", "1.0.0", "d", new([]), null, RecordDigest: "x", TextsDigest: "y"),
    ];

    /// <summary>Runs of earlier versions go on with later ones, and their digests are over the bytes.</summary>
    [Fact]
    public void Every_event_has_the_line_that_it_always_had() => Golden.Matches(
        Repository.At("tests", "Execution.Tests", "Journal", "every-event.jsonl"),
        string.Concat(Events.Select(happened => Encoding.UTF8.GetString(JournalFormat.Write(EntryOf(happened))) + "\n")));

    [Fact]
    public void Every_event_comes_back_as_it_was_written()
    {
        Assert.Equal(typeof(Event).Assembly.GetTypes().Count(type => type.IsSubclassOf(typeof(Event))), Events.Select(e => e.GetType()).Distinct().Count());

        foreach (var happened in Events)
        {
            var entry = EntryOf(happened);
            var line = JournalFormat.Write(entry);

            Assert.Null(JournalPiece.TryRead(line, new(), null, out var read));
            Assert.Equal(entry with { Event = read!.Event }, read);
            Assert.Equal(Encoding.UTF8.GetString(line), Encoding.UTF8.GetString(JournalFormat.Write(read)));
        }
    }

    [Fact]
    public void A_line_that_is_no_entry_is_named_by_its_number()
    {
        foreach (var wrong in new[] { "", "{}", "[]", "nonsense", "{\"event\":7}", "\"x\"" })
            Assert.Equal("journal line 1 is no entry of a journal",
                Assert.Throws<JournalException>(() => JournalFormat.Read(Encoding.UTF8.GetBytes(wrong + "\n"))).Message);
    }

    [Fact]
    public void A_digest_in_capitals_is_no_digest()
    {
        var line = Encoding.UTF8.GetString(JournalFormat.Write(new(1, default, "ann", JournalFormat.Beginning, new StepSkipped(new("a")))));
        var digest = JournalFormat.Beginning.ToString();

        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", digest);
        Assert.Equal("journal line 1 is no entry of a journal", Assert.Throws<JournalException>(() =>
            JournalFormat.Read(Encoding.UTF8.GetBytes(line.Replace(digest, digest.ToUpperInvariant(), StringComparison.Ordinal) + "\n"))).Message);
    }

    [Fact]
    public void What_a_newer_engine_has_added_is_left_out()
    {
        var line = JournalFormat.Write(new(1, default, "ann", JournalFormat.Beginning, new StepSkipped(new("a"))));
        var newer = Encoding.UTF8.GetString(line).Replace("\"address\"", "\"more\":{\"x\":[1]},\"address\"", StringComparison.Ordinal);

        Assert.Equal(new StepSkipped(new("a")), Assert.Single(JournalFormat.Read(Encoding.UTF8.GetBytes(newer + "\n")).Entries).Event);
    }

    [Fact]
    public void An_event_that_only_a_newer_engine_knows_is_named_as_such()
    {
        var line = Encoding.UTF8.GetString(JournalFormat.Write(new(1, default, "ann", JournalFormat.Beginning, new StepSkipped(new("a")))));
        var newer = line.Replace("stepSkipped", "stepSung", StringComparison.Ordinal);

        var problem = Assert.Throws<JournalException>(() => JournalFormat.Read(Encoding.UTF8.GetBytes(newer + "\n")));

        Assert.Equal("journal line 1 has the event `stepSung`, which this version of runbook does not know: a newer one wrote it", problem.Message);
        Assert.NotNull(problem.Help);
    }

    private static Entry EntryOf(Event happened) => new(1, new(2026, 11, 21, 10, 0, 0, 123, TimeSpan.Zero), "ann@host", JournalFormat.Beginning, happened);
}

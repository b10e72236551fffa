using FsCheck;
using FsCheck.Fluent;
using MeshRunbook.Cli.Terminal.Progress;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Tests.Terminal;

/// <summary>However a run stands and however small the terminal is, a frame fits.</summary>
public sealed class RoomTests
{
    private const string Nested = """
        steps:
          - {id: first, title: "Wide 漢字 and a tab\tand 😀 pictures", run: "true", retry: {attempts: 2, delay: 5s}}
          - id: outer
            title: A loop with a title that is far too long for a small terminal to show in a line
            forEach: "{{ ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] }}"
            as: x
            first: "{{ ['a'] }}"
            maxParallel: 5
            maxFailures: 3
            steps:
              - {id: one, run: "echo {{ x }}"}
              - id: inner
                forEach: "{{ ['p', 'q', 'r'] }}"
                as: y
                maxParallel: 3
                maxFailures: 1
                steps: [{id: act, title: "{{ x }} and {{ y }}", run: "echo {{ y }}"}, {id: again, run: "true"}]
              - {id: gate, approve: {title: "Is {{ x }} well?"}}
              - id: sides
                parallel:
                  - {id: left, steps: [{id: l, run: "true"}]}
                  - {id: right, steps: [{id: r, run: "true"}, {id: rr, run: "true"}]}
          - checkpoint: passed
          - {id: last, call: retire.yaml}
        """;

    [Fact]
    public void A_frame_is_never_wider_or_higher_than_the_terminal()
    {
        var cases = from seed in Gen.Choose(0, int.MaxValue - 1)
                    from length in Gen.Choose(0, 120)
                    from width in Gen.Choose(1, 130)
                    from height in Gen.Choose(2, 60)
                    select (seed, length, width, height);

        Prop.ForAll(cases.ToArbitrary(), at =>
        {
            var play = Wander(at.seed, at.length);
            foreach (var symbols in (Symbols[])[Symbols.Unicode, Symbols.Ascii])
            {
                var lines = ProgressView.Lines(play.Scene(at.width, at.height, symbols));
                Assert.InRange(lines.Count, 1, at.height - 1);
                var final = FinalView.Lines(play.Scene(at.width, at.height, symbols));
                Assert.All(lines.Concat(final), line => Assert.InRange(line.Width, 0, at.width));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Where_there_is_room_all_that_runs_and_all_that_failed_is_shown()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).Zip(Gen.Choose(0, 120)).ToArbitrary(), at =>
        {
            var play = Wander(at.Item1, at.Item2);
            var text = string.Join('\n', ProgressView.Lines(play.Scene(200, 200)).Select(line => line.Text));
            foreach (var step in play.State.Running.Concat(play.State.Failed))
                Assert.Contains(step.Title.Replace('\t', ' '), text, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_counted_event_by_event_is_what_a_count_of_all_steps_gives()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).Zip(Gen.Choose(0, 120)).ToArbitrary(), at =>
        {
            var play = Wander(at.Item1, at.Item2);
            var steps = play.State.Steps.Where(step => !step.IsComposite).ToList();
            Assert.Equal((steps.Count(step => step.HasEnded), steps.Count), (play.Tally.Done, play.Tally.Known));
            var anew = new Tally(play.State);
            Assert.Equal((anew.Done, anew.Known), (play.Tally.Done, play.Tally.Known));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_frame_looks_at_no_more_of_a_long_run_than_it_can_show()
    {
        var steps = string.Concat(Enumerable.Range(0, 5000).Select(i => $"\n  - {{id: s{i}, run: \"true\"}}"));
        var play = new Play("steps:" + steps);
        for (var i = 0; i < 2500; i++) play.Done(0.1, $"s{i}");

        Assert.InRange(TreeRows.Of(play.Scene(80, 30)).Count, 30, 100);
        Assert.Contains(ProgressView.Lines(play.Scene(80, 30)), line => line.Text.Contains("2,497 steps done", StringComparison.Ordinal));
    }

    /// <summary>A run in which things end well or badly as chance has it.</summary>
    private static Play Wander(int seed, int length)
    {
        var random = new Random(seed);
        var play = new Play(Nested, ("retire.yaml", "steps: [{id: a, run: \"true\"}, {id: b, run: \"true\"}]"));
        for (var i = 0; i < length; i++)
        {
            var running = play.State.Running.ToList();
            var gates = play.State.Gates.Where(gate => gate.IsOpen).ToList();
            var choice = random.Next(20);
            if (choice == 0) play.Resumed().Decided(random).Settle();
            else if (choice < 4 && gates.Count > 0) play.Answered(gates[random.Next(gates.Count)].Address.Text, random.Next(4) > 0);
            else if (choice < 6) play.Wait(random.Next(100));
            else if (running.Count > 0) End(play, running[random.Next(running.Count)], random);
        }

        return play;
    }

    private static void End(Play play, StepState step, Random random)
    {
        play.Says(step.Address.Text, "said \u001b[1mthis\u0007 and 漢字", "", new string('x', random.Next(300)));
        if (random.Next(5) > 0) play.Done(random.Next(9), step.Address.Text);
        else play.Failed(
            random.Next(9), step.Address.Text, "it went\twrong: " + new string('é', random.Next(200)) + "\nmore",
            random.Next(9) == 0 ? StepResult.Cancelled : StepResult.Failed);
    }
}

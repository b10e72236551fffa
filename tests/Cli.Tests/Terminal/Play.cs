using MeshRunbook.Cli.Terminal.Progress;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Language;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Tests.Terminal;

/// <summary>A run without an engine: the test says how each step ends, and what is due next follows from that.</summary>
internal sealed class Play : ISources
{
    private const string RunId = "20261121-100000-test-7f3a";
    private readonly Dictionary<string, string> _callees = [];
    private long _sequence;

    public Play(string body, params (string Name, string Body)[] callees)
    {
        foreach (var (name, text) in callees) _callees[name] = Runbook(text, Path.GetFileNameWithoutExtension(name));
        var compiled = RunbookCompiler.Compile(new SourceText("test.yaml", Runbook(body, "test")), this);
        var plan = compiled.Plan ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics));
        State = new(plan, new("", new Vault(new byte[32], _ => null)));
        Tally = new(State);
        Apply(new RunStarted(RunId, "test", "1.0.0", "", new MapValue([]), null));
        Apply(new EngineStarted("host", 1, "1.0.0"));
        Settle();
    }

    public RunState State { get; }

    public Tally Tally { get; private set; }

    public LastLines Printed { get; } = new();

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    public Play Wait(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return Settle();
    }

    /// <summary>Steps end well one after another, each as many seconds after the one before.</summary>
    public Play Done(double seconds, params string[] addresses)
    {
        foreach (var address in addresses)
        {
            Now += TimeSpan.FromSeconds(seconds);
            Apply(new StepFinished(new(address), State.Find(new(address))!.Attempt, StepResult.Succeeded, 0));
            Settle();
        }

        return this;
    }

    public Play Failed(double seconds, string address, string error, StepResult result = StepResult.Failed)
    {
        Now += TimeSpan.FromSeconds(seconds);
        Apply(new StepFinished(new(address), State.Find(new(address))!.Attempt, result, 1, error));
        return Settle();
    }

    public Play Answered(string gate, bool approved, string actor = "ann@desk")
    {
        var open = State.FindGate(new(gate))!.Opened!;
        Apply(new GateAnswered(open.Address, approved, null, open.Evidence), actor);
        return Settle();
    }

    public Play Says(string address, params string[] lines)
    {
        foreach (var line in lines) Printed.Printed(new(address), line);
        return this;
    }

    /// <summary>The engine died, and another one takes the run up.</summary>
    public Play Resumed()
    {
        Apply(new EngineStarted("host", 2, "1.0.0"));
        return this;
    }

    /// <summary>A person decides on all that failed or is in doubt.</summary>
    public Play Decided(Random random)
    {
        foreach (var step in State.InDoubt.Concat(State.Failed).ToList())
            Apply(new StepDecided(step.Address, (Decision)random.Next(3), "as chance has it"));
        return this;
    }

    public Play Apply(Event happened, string actor = "ann@desk")
    {
        State.Apply(new Entry(++_sequence, Now, actor, default, happened));
        Tally.Recorded(happened, State);
        return this;
    }

    /// <summary>All that is due happens, until something must end or be answered.</summary>
    public Play Settle()
    {
        while (true)
        {
            var due = Next.Of(State, Now).Select(action => action switch
            {
                RecordEvent record => record.Event,
                StartCommand start => new StepStarted(start.Step.Address, start.Attempt, start.Command.Words),
                StartQuestions start => new StepStarted(start.Step.Address, start.Attempt),
                _ => null,
            }).OfType<Event>().ToList();
            if (due.Count == 0) return this;
            foreach (var happened in due) Apply(happened);
        }
    }

    public Scene Scene(int width, int height, Symbols? symbols = null) =>
        new(State, Tally, Printed, RunId, Now, width, height, symbols ?? Symbols.Unicode);

    public SourceText? Open(SourceText from, string path) =>
        _callees.TryGetValue(path, out var text) ? new SourceText(path, text) : null;

    private static string Runbook(string body, string name) => $$"""
        apiVersion: meshrunbook/v1
        kind: Runbook
        metadata: {name: {{name}}, version: 1.0.0, title: Move the mesh to its new certificate authority}
        {{body}}
        """;
}

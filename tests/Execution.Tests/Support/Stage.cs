using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Language;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Support;

/// <summary>A runbook, a world and a run in memory, on which engines come and go.</summary>
internal sealed class Stage : IPeople, IWatcher, ISources
{
    private readonly Dictionary<string, string> _callees = [];

    public Stage(string steps, string header = "", params (string Name, string Text)[] callees)
    {
        foreach (var (name, text) in callees) _callees[name] = Runbook(text, Path.GetFileNameWithoutExtension(name));
        Plan = Compile(Runbook(header + "\nsteps:\n" + steps, "test"));
        Run = new MemoryRun(Time);
    }

    public Plan Plan { get; }

    public World World { get; } = new();

    public ManualTime Time { get; } = new();

    public MemoryRun Run { get; set; }

    public string Actor { get; set; } = "ann@host";

    public MapValue Parameters { get; set; } = new([]);

    /// <summary>The digest of the saved plan that the run is started with.</summary>
    public string? SavedPlan { get; set; }

    /// <summary>What people at the terminal say to a gate; null where nobody is there.</summary>
    public Func<GateOpened, GateReply?> Reply { get; set; } = _ => null;

    public List<string> Printed { get; } = [];

    public List<string> Notes { get; } = [];

    public Action<Entry, RunState>? Seen { get; set; }

    public CancellationTokenSource Soft { get; private set; } = new();

    public CancellationTokenSource Hard { get; private set; } = new();

    public async Task<RunEnd> StartAsync() =>
        await (await OpenAsync()).StartAsync(new(Parameters, SavedPlan: SavedPlan), Soft.Token, Hard.Token);

    public async Task<RunEnd> ResumeAsync(params StepDecided[] decisions)
    {
        (Soft, Hard) = (new(), new());
        return await (await OpenAsync()).ResumeAsync([.. decisions], Soft.Token, Hard.Token);
    }

    public Task<Runner> OpenAsync()
    {
        var secrets = new MapValue([.. Parameters.Entries.Where(entry => entry.Value.IsSecret)]);
        var ports = new RunnerPorts(World, new ConditionSet([World, new That()]), this, this, Time);
        return Runner.OpenAsync(Plan, Run, ports, new(Actor, "host", 1, "1.0"), secrets, default);
    }

    public Task<GateReply?> AskAsync(GateOpened gate, CancellationToken cancellation) => Task.FromResult(Reply(gate));

    public void Recorded(Entry entry, RunState state) => Seen?.Invoke(entry, state);

    void IWatcher.Printed(Address address, string line, bool isError)
    {
        lock (Printed) Printed.Add($"{address}: {line}");
    }

    public void Noted(Address address, string message)
    {
        lock (Notes) Notes.Add($"{address}: {message}");
    }

    public SourceText? Open(SourceText from, string path) =>
        _callees.TryGetValue(path, out var text) ? new SourceText(path, text) : null;

    /// <summary>The events so far, each as its kind and address.</summary>
    public async Task<List<string>> EventsAsync() =>
        [.. (await Run.ReadAsync(default)).Select(entry => entry.Event switch
        {
            StepStarted e => $"started {e.Address} {e.Attempt}",
            StepFinished e => $"{e.Result} {e.Address}",
            StepDecided e => $"{e.Decision} {e.Address}",
            StepSkipped e => $"skipped {e.Address}",
            GateClosed e => $"{e.End} {e.Address}",
            var e => e.GetType().Name,
        })];

    private static string Runbook(string body, string name) =>
        $"apiVersion: meshrunbook/v1\nkind: Runbook\nmetadata: {{name: {name}, version: 1.0.0, title: Test}}\n{body}\n";

    private Plan Compile(string text)
    {
        var compiled = RunbookCompiler.Compile(new SourceText("test.yaml", text), this);
        return compiled.Plan ?? throw new InvalidOperationException(
            string.Join('\n', compiled.Diagnostics.Select(problem => $"{problem.Location}: {problem.Message} {problem.Label}")) + "\n" + text);
    }
}

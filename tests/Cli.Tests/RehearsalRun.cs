using System.Collections.Immutable;
using System.Text;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using MeshRunbook.Mesh;
using MeshRunbook.Storage;

namespace MeshRunbook.Cli.Tests;

/// <summary>How a run in a rehearsal ended.</summary>
/// <param name="FailedAt">Addresses of the steps that failed, the innermost first.</param>
/// <param name="Carried">What a rollback takes from it: its outputs, then its parameters.</param>
/// <param name="Story">What happened, one line an event.</param>
internal sealed record RehearsalEnd(RunOutcome Outcome, ImmutableArray<string> FailedAt, MapValue Carried, string Story);

/// <summary>Runs runbooks on a simulated mesh with the engine's own runner, real commands and a store on disk.</summary>
internal static class RehearsalRun
{
    public static async Task<RehearsalEnd> ExecuteAsync(RehearsalMesh mesh, string file, MapValue given, MapValue answers)
    {
        var plan = Compile(file);
        var parameters = Bind(plan, given);
        var store = new FileRunStore(Directory.CreateDirectory(mesh.Runs).FullName, TimeProvider.System);
        var record = new RunRecord(Guid.NewGuid().ToString("n"), plan.Name, plan.Version, plan.Digest, DateTimeOffset.UnixEpoch, "tester", null)
        {
            DigestKey = Convert.ToBase64String(Guid.NewGuid().ToByteArray()),
        };
        var run = await store.CreateAsync(record, [], CancellationToken.None);
        var held = Assert.IsType<LockTaken>(await run.TryHoldAsync(
            new("tester", Environment.MachineName, Environment.ProcessId, record.Id, record.StartedAt), CancellationToken.None));
        await using var lease = held.Lease;

        var commands = new MeshCommands(new ProcessCommands(TimeProvider.System), mesh.Environment);
        await using var conditions = new MeshConditions(commands, TimeProvider.System, new());
        var story = new Story();
        var ports = new RunnerPorts(
            commands,
            new ConditionSet([.. conditions.All, new That(), new CommandCondition(commands), new HttpCondition()]),
            new Approver(answers), story, TimeProvider.System);
        var runner = await Runner.OpenAsync(
            plan, run, ports, new("tester", Environment.MachineName, Environment.ProcessId, "test"), new([]), CancellationToken.None);

        var end = await runner.StartAsync(new(parameters), CancellationToken.None, CancellationToken.None);

        var outputs = StepOutputs.SoFar(runner.State);
        var carried = new MapValue([.. outputs.Entries, .. parameters.Entries.Where(entry => outputs[entry.Key] is null)]);
        return new(end.Outcome, story.FailedAt, carried, $"{end.Outcome}: {end.Message}\n{story}");
    }

    private static Plan Compile(string file)
    {
        var compilation = RunbookCompiler.Compile(file, File.ReadAllBytes(file), new FolderSources());
        Assert.True(compilation.Plan is not null, DiagnosticRenderer.Render(compilation.Diagnostics));
        return compilation.Plan!;
    }

    private static MapValue Bind(Plan plan, MapValue given) => new([.. plan.Parameters.Select(parameter =>
    {
        var value = ValueCheck.Shaped(given[parameter.Name] ?? parameter.Default ?? Value.Null, parameter.Type);
        Assert.True(ValueCheck.Problem(value, parameter.Type) is null, $"{parameter.Name} {ValueCheck.Problem(value, parameter.Type)}");
        return KeyValuePair.Create(parameter.Name, value);
    })]);

    private sealed class FolderSources : ISources
    {
        public SourceText? Open(SourceText from, string path)
        {
            var file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from.Name)!, path));
            return File.Exists(file) ? new(file, File.ReadAllText(file)) : null;
        }
    }

    /// <summary>Commands in the environment of the simulated mesh.</summary>
    private sealed class MeshCommands(ICommands inner, IReadOnlyDictionary<string, string> environment) : ICommands
    {
        public Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellation) => inner.RunAsync(
            request with { Environment = environment.ToImmutableDictionary().SetItems(request.Environment) }, cancellation);

        public bool IsRunning(ProcessIdentity process) => inner.IsRunning(process);
    }

    /// <summary>Approves every gate but those that the scenario rejects.</summary>
    private sealed class Approver(MapValue answers) : IPeople
    {
        public Task<GateReply?> AskAsync(GateOpened gate, CancellationToken cancellation) =>
            Task.FromResult<GateReply?>(new(answers.Text(gate.Address.ToString()) != "reject", "approver", null));
    }

    private sealed class Story : IWatcher
    {
        private readonly Lock _lock = new();
        private readonly StringBuilder _text = new();

        public ImmutableArray<string> FailedAt { get; private set; } = [];

        public void Recorded(Entry entry, RunState state)
        {
            if (entry.Event is not StepFinished { Result: StepResult.Failed } failed) return;
            lock (_lock)
            {
                if (!FailedAt.Contains(failed.Address.ToString())) FailedAt = FailedAt.Add(failed.Address.ToString());
                _text.AppendLine($"{failed.Address}: {failed.Error}");
            }
        }

        public void Printed(Address address, string line, bool isError)
        {
            if (!isError) return;
            lock (_lock) _text.AppendLine($"  {address} | {line}");
        }

        public void Noted(Address address, string message)
        {
        }

        public override string ToString()
        {
            lock (_lock) return _text.ToString();
        }
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Language.Testing;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Testing;

/// <summary>
/// Runs the tests of one file: each is a run by the engine itself, whose world is canned answers and whose time is skipped.
/// </summary>
/// <param name="processes">Runs the scripts that tests want to be really run.</param>
public sealed class TestRunner(RunbookTests tests, Coverage coverage, ICommands processes)
{
    private readonly CannedUses _shared = new();

    /// <summary>Runs one test to its end.</summary>
    public async Task<TestResult> RunAsync(RunbookTest test)
    {
        var start = Stopwatch.GetTimestamp();
        var folder = test.Own.Before(tests.Shared).Commands.Any(canned => canned.IsReal) ? Directory.CreateTempSubdirectory("runbook-test-").FullName : null;
        try
        {
            var (failures, lasted) = await RunAsync(test, folder).ConfigureAwait(false);
            return new(test.Name, test.Location, failures, lasted, Stopwatch.GetElapsedTime(start));
        }
        finally
        {
            if (folder is not null) Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>After all tests: the shared canned answers that none of them needed.</summary>
    public ImmutableArray<TestFailure> Unused() =>
        [.. Unused(tests.Shared, _shared).Select(unused => unused with { Message = $"{unused.Message} in any test" })];

    private async Task<(ImmutableArray<TestFailure> Failures, TimeSpan Lasted)> RunAsync(RunbookTest test, string? folder)
    {
        var time = new VirtualTime();
        var world = test.Own.Before(tests.Shared);
        var (uses, unanswered) = (new CannedUses(), new Unanswered());
        var run = new MemoryRun(tests.Plan, folder is null ? "/run" : Path.Combine(folder, "run"), time);
        if (folder is not null) Directory.CreateDirectory(run.ArtifactsFolder);
        var scripts = folder is null ? null : new RealScripts(folder, tests.Plan, world, uses, unanswered, processes);
        var commands = new CannedCommands(world, uses, unanswered, run.Record.Id, scripts, time);
        var conditions = new CannedConditions(world, uses, unanswered, time);
        var record = new TestRecord(coverage, commands);
        using var stop = new CancellationTokenSource();
        var ports = new RunnerPorts(commands, conditions.For(tests.Plan), new CannedPeople(world, uses, unanswered, tests.Teams, run, time), record, time)
        {
            // Only where somebody answers from elsewhere need anybody look.
            PostedInterval = world.Gates.Any(gate => gate.Replies.Length > 1) ? TimeSpan.FromSeconds(1) : TimeSpan.FromHours(1),
            Idle = () => GoOn(time, stop),
        };
        var secrets = new MapValue([.. test.Parameters.Entries.Where(entry => Vault.HoldsSecret(entry.Value))]);
        var runner = await Runner.OpenAsync(tests.Plan, run, ports, new(CannedPeople.Starter, "test", 1, "test"), secrets, CancellationToken.None).ConfigureAwait(false);
        conditions.State = runner.State;
        var end = await runner.StartAsync(new(test.Parameters, Teams: tests.Teams), stop.Token, stop.Token).ConfigureAwait(false);
        TakeShared(uses);
        var failures = unanswered.IsEmpty
            ? [.. Judgement.Of(test, end, record, commands.Ran, time.Elapsed), .. Unused(test.Own, uses)]
            : ImmutableArray.Create(new TestFailure("the test has no answer for what the run asked; add", test.Location, unanswered.Lines()));
        return (failures, time.Elapsed);
    }

    /// <summary>Goes to the next time at which something is due. Where nothing ever will be, the run is stopped: it would wait for ever.</summary>
    private static bool GoOn(VirtualTime time, CancellationTokenSource stop)
    {
        if (time.GoOn()) return true;
        stop.Cancel();
        return false;
    }

    private void TakeShared(CannedUses uses)
    {
        lock (_shared)
            foreach (var (canned, _, _) in Items(tests.Shared)) _shared.Add(canned, uses.Of(canned));
    }

    private static IEnumerable<TestFailure> Unused(CannedWorld world, CannedUses uses)
    {
        foreach (var (canned, times, at) in Items(world))
            if (uses.Of(canned) == 0) yield return new("a canned answer was not needed", at, [$"  {at.Source.Line(at.Line).Trim()}"]);
            else if (uses.Of(canned) < times) yield return new($"a canned answer was needed {uses.Of(canned)} times, not {times}", at, [$"  {at.Source.Line(at.Line).Trim()}"]);
    }

    private static IEnumerable<(object Canned, int? Times, Location At)> Items(CannedWorld world) =>
    [
        .. world.Commands.Select(one => ((object)one, one.Times, one.Location)),
        .. world.Conditions.Select(one => ((object)one, one.Times, one.Location)),
        .. world.Gates.Select(one => ((object)one, (int?)null, one.Location)),
    ];
}

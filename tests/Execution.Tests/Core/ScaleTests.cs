using System.Diagnostics;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Execution.Tests.Support;

namespace MeshRunbook.Execution.Tests.Core;

public sealed class ScaleTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Ten_thousand_items_run_and_their_journal_is_read_back()
    {
        var stage = new Stage(
            """
              - {id: find, run: find, repeatable: true, outputs: {names: "{{ lines stdout }}"}}
              - id: each
                forEach: "{{ steps.find.outputs.names }}"
                as: item
                maxParallel: 4
                steps:
                  - {id: act, run: "do {{ item }}", probe: {command: "is {{ item }}"}}
            """);
        var names = Enumerable.Range(1, 10_000).Select(i => $"namespace-{i}");
        stage.World.Special["find"] = (_, _) => Task.FromResult(World.Ended(0, string.Join('\n', names)));
        var watch = Stopwatch.StartNew();

        var end = await stage.StartAsync();
        output.WriteLine($"run: {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        var entries = await stage.Run.ReadAsync(default);
        output.WriteLine($"read {entries.Count} entries: {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        var state = RunState.Fold(stage.Plan, new("", new Vault(new byte[32], _ => null)), entries);
        output.WriteLine($"fold: {watch.ElapsedMilliseconds} ms");

        Assert.Equal((RunOutcome.Succeeded, 10_002), (end.Outcome, state.Steps.Count(step => step.HasEnded)));
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;
using MeshRunbook.Storage;

namespace MeshRunbook.Bench;

/// <summary>Makes a run with a long journal, as the engine would have written it, to be looked at and resumed by the program.</summary>
internal static class LongRun
{
    /// <summary>The run is done but for its last step, which did not succeed.</summary>
    public const string Runbook = """
        apiVersion: meshrunbook/v1
        kind: Runbook
        metadata: {name: long, version: 1.0.0, title: A long run}
        parameters:
          items: {type: list, items: string, description: Items}
        steps:
          - id: loop
            forEach: "{{ params.items }}"
            as: item
            steps:
              - id: work
                run: echo {{ item }}
                probe: {command: "true"}
          - checkpoint: looped
          - id: last
            run: "true"
            repeatable: true
        """;

    private const string Actor = "ann@host";

    /// <summary>Makes it in a state folder.</summary>
    /// <param name="events">How many events its journal has.</param>
    /// <returns>The run's id.</returns>
    public static async Task<string> MakeAsync(string folder, int events)
    {
        var plan = RunbookCompiler.Compile(new SourceText("long.yaml", Runbook), new NoSources()).Plan!;
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var id = string.Create(CultureInfo.InvariantCulture, $"20260101-000000-long-{events}");
        var record = new RunRecord(id, plan.Name, plan.Version, plan.Digest, start, Actor, null)
        {
            Format = RunRecord.LatestFormat,
            DigestKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Runbook)));
        var store = new FileRunStore(folder, TimeProvider.System);
        var run = await store.CreateAsync(record, [new("long.yaml", Runbook, digest)], CancellationToken.None);
        var owner = new LockOwner(Actor, "host", Environment.ProcessId, id, start);
        var held = (LockTaken)await run.TryHoldAsync(owner, CancellationToken.None);
        await using (held.Lease)
            foreach (var happened in Story(id, plan.Digest, events))
                await run.AppendAsync(happened is RunStarted first ? first with { RecordDigest = run.Digests().Record, TextsDigest = run.Digests().Texts } : happened, Actor, durable: false, CancellationToken.None);
        return id;
    }

    private static IEnumerable<Event> Story(string id, string digest, int events)
    {
        const int others = 9;
        var items = Enumerable.Range(0, (events - others) / 3).Select(number => $"item-{number}").ToList();
        var (loop, last) = (new Address("loop"), new Address("last"));
        yield return new RunStarted(id, "long", "1.0.0", digest, new MapValue([new("items", Value.Of(items))]), null);
        yield return new EngineStarted("host", 1, "1.0.0");
        yield return new StepStarted(loop, 1);
        yield return new LoopExpanded(loop, [.. items.Select(item => new LoopItem(item, Value.Of(item)))], 0);
        foreach (var (index, item) in items.Index())
        {
            var work = loop.Item(item).Child("work");
            yield return new StepStarted(work, 1, ["echo", item]);
            yield return new CommandStarted(work, 1000 + (index % 30_000), index);
            yield return new StepFinished(work, 1, StepResult.Succeeded, 0, Probe: Answer.Holds("`true` ended with exit status 0"));
        }

        yield return new StepFinished(loop, 1, StepResult.Succeeded);
        yield return new CheckpointReached(new Address("looped"));
        yield return new StepStarted(last, 1, ["true"]);
        yield return new StepFinished(last, 1, StepResult.Failed, 1, "`true` ended with exit status 1");
        yield return new RunStopped(StopReason.Failed, "`last` failed: `true` ended with exit status 1");
    }
}

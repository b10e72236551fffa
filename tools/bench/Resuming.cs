using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Language;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Bench;

/// <summary>How long a long journal takes to be read, checked as a chain, and folded into the state that a resume goes on from.</summary>
[MemoryDiagnoser]
public class Resuming
{
    private const string Runbook = """
        apiVersion: meshrunbook/v1
        kind: Runbook
        metadata: {name: bench, version: 1.0.0, title: Bench}
        parameters:
          items: {type: list, items: string, description: Items}
        steps:
          - id: loop
            forEach: "{{ params.items }}"
            as: item
            steps:
              - id: work
                run: echo {{ item }}
                repeatable: true
        """;

    private Plan? _plan;
    private byte[] _journal = [];
    private RunFacts _facts = new("", new Vault(RandomNumberGenerator.GetBytes(32), _ => null));

    [Params(10_000, 100_000)]
    public int Events { get; set; }

    [GlobalSetup]
    public void Write()
    {
        _plan = RunbookCompiler.Compile(new SourceText("bench.yaml", Runbook), new NoSources()).Plan!;
        using var text = new MemoryStream();
        var (sequence, previous) = (0L, JournalFormat.Beginning);
        foreach (var happened in Story())
        {
            var line = JournalFormat.Write(new Entry(++sequence, DateTimeOffset.UnixEpoch.AddSeconds(sequence), "me@host", previous, happened));
            previous = LineDigest.Of(line);
            text.Write(line);
            text.WriteByte((byte)'\n');
        }

        _journal = text.ToArray();
    }

    [Benchmark]
    public JournalText Read() => JournalFormat.Read(_journal);

    [Benchmark]
    public RunState ReadAndFold() => RunState.Fold(_plan!, _facts, JournalFormat.Read(_journal).Entries);

    private IEnumerable<Event> Story()
    {
        var items = Enumerable.Range(0, (Events - 3) / 2).Select(number => $"item-{number}").ToList();
        var loop = new Address("loop");
        yield return new RunStarted("bench", "bench", "1.0.0", _plan!.Digest, new MapValue([new("items", Value.Of(items))]), null);
        yield return new EngineStarted("host", 1, "1.0.0");
        yield return new StepStarted(loop, 1);
        yield return new LoopExpanded(loop, [.. items.Select(item => new LoopItem(item, Value.Of(item)))], 0);
        foreach (var item in items)
        {
            var work = loop.Item(item).Child("work");
            yield return new StepStarted(work, 1, ["echo", item]);
            yield return new StepFinished(work, 1, StepResult.Succeeded, 0);
        }
    }
}

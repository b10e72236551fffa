using System.Runtime.CompilerServices;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>A run whose engine may die before or after an event is written.</summary>
internal sealed class MortalRun : RunAround
{
    private readonly CrashTrigger _trigger;

    public MortalRun(IRun run, CrashTrigger trigger) : base(run)
    {
        _trigger = trigger;
        trigger.RunId = run.Record.Id;
    }

    public override async Task<Entry> AppendAsync(Event @event, string actor, bool durable, CancellationToken cancellation)
    {
        _trigger.Meet(CrashPoint.Before, @event);
        var entry = await base.AppendAsync(@event, actor, durable, cancellation);
        _trigger.Record(@event);
        _trigger.Meet(CrashPoint.After, @event);
        return entry;
    }

    public override async Task<IReadOnlyList<Entry>> ReadAsync(CancellationToken cancellation)
    {
        var entries = await base.ReadAsync(cancellation);
        _trigger.Find(entries);
        return entries;
    }

    public override async IAsyncEnumerable<IReadOnlyList<Entry>> EntriesAsync(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // The trigger counts from the beginning, whatever the engine knows already.
        _trigger.Find(await base.ReadAsync(cancellation));
        await foreach (var entries in base.EntriesAsync(after, cancellation)) yield return entries;
    }
}

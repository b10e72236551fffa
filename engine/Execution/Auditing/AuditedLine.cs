using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Auditing;

/// <summary>A line of a journal, as it lies there.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Entry">Null where the line is no entry.</param>
internal sealed record AuditedLine(int Number, LineDigest Digest, Entry? Entry, JournalProblem? Problem)
{
    public static List<AuditedLine> Of(ReadOnlySpan<byte> text)
    {
        var lines = new List<AuditedLine>();
        var reader = new EntryReader();
        while (text.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var problem = JournalPiece.TryRead(text[..end], reader, null, out var entry);
            lines.Add(new(lines.Count + 1, LineDigest.Of(text[..end]), entry, problem));
            text = text[(end + 1)..];
        }

        return lines;
    }

    /// <summary>The event for people, such as: event 7 (stepFinished of `deploy`, line 7).</summary>
    public override string ToString() =>
        Entry is null ? $"line {Number}" : $"event {Entry.Sequence} ({Kind}{(Address is { } address ? $" of `{address}`" : "")}, line {Number})";

    public string? Kind => Entry is null ? null : char.ToLowerInvariant(Entry.Event.GetType().Name[0]) + Entry.Event.GetType().Name[1..];

    public string? Address => Entry?.Event switch
    {
        StepStarted e => e.Address.Text,
        CommandStarted e => e.Address.Text,
        StepFinished e => e.Address.Text,
        StepSkipped e => e.Address.Text,
        StepProbed e => e.Address.Text,
        StepDecided e => e.Address.Text,
        LoopExpanded e => e.Address.Text,
        CheckpointReached e => e.Address.Text,
        GateOpened e => e.Address.Text,
        GateAnswered e => e.Address.Text,
        GateClosed e => e.Address.Text,
        _ => null,
    };
}

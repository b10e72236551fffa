using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Core;

/// <summary>
/// What counts of the time when a run followed another text. Steps that had not ended may be others now, so of each step
/// only its last attempt is told, and nothing that came to nothing because of a later decision.
/// </summary>
internal static class FormerText
{
    /// <summary>The entries before the run was moved last, as far as they count, and all from there on.</summary>
    public static (IEnumerable<Entry> Before, IEnumerable<Entry> After) Split(IEnumerable<Entry> entries)
    {
        var all = entries as IReadOnlyList<Entry> ?? [.. entries];
        for (var i = all.Count - 1; i >= 0; i--)
            if (all[i].Event is RunbookChanged) return (Counting(all, i), all.Skip(i));
        return ([], all);
    }

    private static List<Entry> Counting(IReadOnlyList<Entry> entries, int count)
    {
        // From the end on: what begins a step's last attempt, and every address inside which something was decided later.
        var begun = new HashSet<string>(StringComparer.Ordinal);
        var reopened = new HashSet<string>(StringComparer.Ordinal);
        var composites = Composites(entries, count);
        var counting = new List<Entry>();
        for (var i = count - 1; i >= 0; i--)
        {
            var happened = entries[i].Event;
            if (happened is RunbookChanged) continue;
            if (AddressOf(happened) is not { } address)
            {
                counting.Add(entries[i]);
                continue;
            }

            var isComposite = composites.Contains(address.Text);
            if (happened is StepFinished && isComposite ? reopened.Contains(address.Text) : begun.Contains(address.Text)) continue;
            counting.Add(entries[i]);
            if (happened is StepStarted or GateOpened && !isComposite) begun.Add(address.Text);
            if (happened is StepDecided) reopened.UnionWith(Around(address));
        }

        counting.Reverse();
        return counting;
    }

    /// <summary>The addresses of loops, branches and calls inside which something happened.</summary>
    private static HashSet<string> Composites(IReadOnlyList<Entry> entries, int count)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            if (entries[i].Event is LoopExpanded loop) found.Add(loop.Address.Text);
            if (entries[i].Event is not GateOpened && AddressOf(entries[i].Event) is { } address) found.UnionWith(Around(address).Skip(1));
        }

        return found;
    }

    /// <summary>The address itself, and those of what it lies in.</summary>
    private static IEnumerable<string> Around(Address address)
    {
        for (var text = address.Text; text.Length > 0; text = text[..Math.Max(0, text.LastIndexOfAny(['/', '[']))]) yield return text;
    }

    internal static Address? AddressOf(Event happened) => happened switch
    {
        StepStarted e => e.Address,
        CommandStarted e => e.Address,
        StepFinished e => e.Address,
        StepSkipped e => e.Address,
        StepProbed e => e.Address,
        StepDecided e => e.Address,
        LoopExpanded e => e.Address,
        CheckpointReached e => e.Address,
        GateOpened e => e.Address,
        GateAnswered e => e.Address,
        GateClosed e => e.Address,
        _ => null,
    };
}

using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Editing;

/// <summary>Called runbooks that were compiled before: while one edits a text, those that it calls mostly stay as they are. Texts are
/// the same only if their sources hand out the same object.</summary>
public sealed class KeptCalls
{
    private readonly Dictionary<string, CalledRunbook> _kept = new(StringComparer.Ordinal);

    /// <summary>What became of a text, if that still holds. One with errors is compiled again: they may depend on who calls.</summary>
    internal CalledRunbook? Find(SourceText source, ISources sources) =>
        _kept.TryGetValue(source.Name, out var kept) && kept.Source == source && kept.IsStill(sources) ? kept : null;

    internal void Keep(CalledRunbook called)
    {
        if (called.Plan is not null) _kept[called.Source.Name] = called;
        else _kept.Remove(called.Source.Name);
    }
}

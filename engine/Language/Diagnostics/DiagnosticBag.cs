using System.Collections.Immutable;
using System.Collections.ObjectModel;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Diagnostics;

/// <summary>Gathers what there is to say, so that everything can be said at once.</summary>
public sealed class DiagnosticBag : Collection<Diagnostic>
{
    /// <summary>Beyond so many nobody reads on: further ones are counted as errors and warnings, but not kept.</summary>
    public const int Limit = 1000;

    private const int LongFrom = 100;

    public bool HasErrors { get; private set; }

    /// <summary>Whether nothing more is kept, so that the search for a good help text can be saved.</summary>
    public bool IsFull => Count >= Limit;

    /// <summary>Whether there are so many that the search for what was meant takes longer than it helps.</summary>
    public bool IsLong => Count >= LongFrom;

    public void Add(Code code, string message, Location? location, string? label = null, Advice? help = null) =>
        Add(new Diagnostic(code, message, location, label, help?.Text)
        {
            Fix = help?.Instead is { } instead && location is not null ? new(location, instead) : null,
        });

    protected override void InsertItem(int index, Diagnostic item)
    {
        if (!IsFull) base.InsertItem(index, item);
        HasErrors |= item.Severity == Severity.Error;
    }

    /// <summary>All of them without repetitions: those of no source, then <paramref name="first"/>, then other sources as they came;
    /// each source by position.</summary>
    public ImmutableArray<Diagnostic> Sorted(SourceText? first = null)
    {
        var order = new Dictionary<SourceText, int>();
        if (first is not null) order.Add(first, 0);
        foreach (var item in this)
            if (item.Location is { } location) order.TryAdd(location.Source, order.Count);
        return
        [
            .. this.Distinct()
                .OrderBy(item => item.Location is null ? -1 : order[item.Location.Source])
                .ThenBy(item => item.Location?.Span.Start ?? 0)
                .ThenBy(item => item.Severity)
                .ThenBy(item => item.Code.Id, StringComparer.Ordinal),
        ];
    }
}

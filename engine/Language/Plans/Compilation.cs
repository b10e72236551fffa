using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Plans;

/// <summary>What became of a runbook's text: a plan if no diagnostic is an error, and all diagnostics sorted by position.</summary>
/// <param name="Sources">All texts that were read, the runbook's own first, then those it calls and its rollback.</param>
public sealed record Compilation(Plan? Plan, ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<SourceText> Sources)
{
    internal Func<IReadOnlyList<SourceText>> CalledByRollback { private get; init; } = () => [];

    /// <summary>What a run pins, so that it can be compiled again and taken back: also what the rollback calls, which is read for this.</summary>
    public ImmutableArray<SourceText> ToPin() => [.. Sources.UnionBy(CalledByRollback(), text => text.Name)];
}

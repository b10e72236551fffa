using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Steps;

/// <summary>A text that was opened: by whom, under which path.</summary>
internal readonly record struct Opening(SourceText From, string Path, SourceText Text);

/// <summary>What became of a runbook that is called.</summary>
/// <param name="Plan">Null where it has errors.</param>
/// <param name="Diagnostics">Its own and those of the runbooks that it calls.</param>
/// <param name="Openings">All texts that it rests on.</param>
/// <param name="Height">How deep calls go on from it; 0 where it calls nothing.</param>
internal sealed record CalledRunbook(
    SourceText Source, Plan? Plan, ImmutableArray<Diagnostic> Diagnostics, SymbolTable? Symbols, ImmutableArray<Opening> Openings, int Height)
{
    /// <summary>Whether nothing that it rests on has changed since.</summary>
    public bool IsStill(ISources sources) => Openings.All(opening => sources.Open(opening.From, opening.Path) == opening.Text);
}

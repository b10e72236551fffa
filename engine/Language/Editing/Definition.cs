using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Editing;

/// <summary>Where things are declared, and where they are used.</summary>
public static class Definition
{
    /// <summary>The place that declares what stands at an offset; of another runbook the beginning of its file. Null where nothing does.</summary>
    public static Location? Of(Analysis analysis, int offset) =>
        analysis.At(offset) is { } found ? Of(analysis, found.Symbol) : null;

    /// <summary>All places of a text and of those it calls at which the same thing is named, its declaration first.</summary>
    public static IEnumerable<Occurrence> Uses(Analysis analysis, Symbol symbol)
    {
        var declared = Declared(analysis, symbol);
        return analysis.Symbols.Occurrences.Where(one => one.Symbol == symbol || Declared(analysis, one.Symbol) == declared)
            .OrderByDescending(one => one.IsDeclaration).ThenBy(one => one.Location.Source.Name, StringComparer.Ordinal).ThenBy(one => one.Location.Span.Start);
    }

    /// <summary>The symbol under which something is declared: an output of a call is one of the runbook that is called.</summary>
    public static Symbol Declared(Analysis analysis, Symbol symbol) =>
        symbol is OutputSymbol { StepId: { } id } output && analysis.Symbols.Find(new StepSymbol(output.File, id)) is CallStep { Callee.Source.Name: { Length: > 0 } callee }
            ? new OutputSymbol(callee, null, output.Name)
            : symbol;

    private static Location? Of(Analysis analysis, Symbol symbol) => symbol is RunbookSymbol runbook
        ? analysis.Sources.FirstOrDefault(source => source.Name == runbook.File) is { } source ? new(source, default) : null
        : analysis.Symbols.DeclarationOf(Declared(analysis, symbol));
}

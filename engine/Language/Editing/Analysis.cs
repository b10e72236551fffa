using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Editing;

/// <summary>A runbook's text as an editor sees it: everything that the compiler found out, however wrong the text still is.</summary>
public sealed class Analysis
{
    private readonly Lazy<YamlNode?> _root;

    private Analysis(SourceText source, SymbolTable symbols, ImmutableArray<Diagnostic> diagnostics, ImmutableArray<SourceText> sources)
    {
        (Source, Symbols, Diagnostics, Sources) = (source, symbols, diagnostics, sources);
        _root = new(() => YamlReader.Read(source, []).Root);
    }

    public SourceText Source { get; }

    public SymbolTable Symbols { get; }

    /// <summary>Those of the text itself first, then those of the runbooks that it calls.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>All texts that were read; while none of them changes, neither does anything here.</summary>
    public ImmutableArray<SourceText> Sources { get; }

    /// <summary>As far as it could be read; null where nothing could.</summary>
    internal YamlNode? Root => _root.Value;

    /// <param name="kept">Called runbooks of earlier analyses, which are not compiled again while their texts stay the same.</param>
    public static Analysis Of(SourceText source, ISources sources, KeptCalls? kept = null)
    {
        var diagnostics = new DiagnosticBag();
        foreach (var problem in source.Problems) diagnostics.Add(problem);
        var calls = new Calls(sources, diagnostics, kept);
        var symbols = new SymbolTable();
        PlanBuilder.Build(new RunbookFile(source, diagnostics, calls, []) { Symbols = symbols });
        return new(source, symbols, diagnostics.Sorted(source), [source, .. calls.Texts]);
    }

    /// <summary>The name at an offset of the text, or the one that ends there.</summary>
    public Occurrence? At(int offset) => Symbols.Occurrences.FirstOrDefault(one => Touches(one.Location, offset));

    internal bool Touches(Location location, int offset) =>
        location.Source == Source && location.Span.Start <= offset && offset <= location.Span.End;
}

using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language;

/// <summary>Makes a checked plan of a runbook's text and of those that it calls, and says everything that is wrong with them.</summary>
public static class RunbookCompiler
{
    /// <summary>Compiles the bytes of a file, which must be UTF-8.</summary>
    public static Compilation Compile(string name, ReadOnlySpan<byte> bytes, ISources sources)
    {
        var diagnostics = new DiagnosticBag();
        return SourceReader.Decode(name, bytes, diagnostics) is { } source
            ? Compile(source, sources, diagnostics)
            : new(null, diagnostics.Sorted(), []);
    }

    public static Compilation Compile(SourceText source, ISources sources) => Compile(source, sources, new());

    private static Compilation Compile(SourceText source, ISources sources, DiagnosticBag diagnostics)
    {
        var calls = new Calls(sources, diagnostics);
        var plan = PlanBuilder.Build(new RunbookFile(source, diagnostics, calls, []));
        return new(diagnostics.HasErrors ? null : plan, diagnostics.Sorted(source), [source, .. calls.Texts])
        {
            CalledByRollback = () => TextsOfRollback(source, plan, sources),
        };
    }

    /// <summary>What the rollback calls: it must still be there when a run is taken back. Its own mistakes are said when it is validated itself.</summary>
    private static IReadOnlyList<SourceText> TextsOfRollback(SourceText source, Plan? plan, ISources sources)
    {
        if (plan?.Rollback is not { Length: > 0 } path || sources.Open(source, path) is not { } rollback) return [];
        var calls = new Calls(sources, new());
        PlanBuilder.Build(new RunbookFile(rollback, new(), calls, []));
        return calls.Texts;
    }
}

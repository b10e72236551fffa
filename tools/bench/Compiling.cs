using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using MeshRunbook.Language;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Bench;

/// <summary>How long a runbook's text takes to become a plan; it should grow with its length and no faster.</summary>
[MemoryDiagnoser]
public class Compiling
{
    private SourceText _source = new("bench.yaml", "");

    [Params(1_000, 10_000)]
    public int Steps { get; set; }

    [GlobalSetup]
    public void Write()
    {
        var text = new StringBuilder("""
            apiVersion: meshrunbook/v1
            kind: Runbook
            metadata: {name: bench, version: 1.0.0, title: Bench}
            parameters:
              who: {type: string, description: Who}
            steps:

            """);
        for (var step = 0; step < Steps; step++)
            text.Append(CultureInfo.InvariantCulture, $$$"""
                  - id: step{{{step}}}
                    run: echo {{ params.who }} {{{step}}}
                    repeatable: true

                """);
        _source = new SourceText("bench.yaml", text.ToString());
    }

    [Benchmark]
    public Compilation Compile() => RunbookCompiler.Compile(_source, new NoSources());
}

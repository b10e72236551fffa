using System.Diagnostics;
using System.Globalization;
using System.Text;
using MeshRunbook.Language;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Formatting;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Fuzz;

/// <summary>What must hold of whatever bytes the compiler, the expression parser and the parameters are given.</summary>
public sealed class Trial(Corpus corpus)
{
    private const int MaxRendered = 6000;
    private const long MaxAllocated = 500L * 1024 * 1024;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private static readonly Names Names = Names.None
        .WithParameter("text", DataType.String).WithParameter("names", DataType.ListOf(DataType.String)).WithParameter("number", DataType.Integer)
        .WithParameter("flag", DataType.Boolean).WithParameter("maybe", DataType.String.Optional()).WithParameter("token", DataType.String, isSecret: true)
        .WithParameter("any", DataType.Any).WithVariable("item", DataType.Any)
        .WithStep("one", [KeyValuePair.Create("lines", DataType.ListOf(DataType.String))]) with { HasResult = true };

    private readonly Plan _plan = RunbookCompiler.Compile("runbook.yaml",
        File.ReadAllBytes(Path.Combine(Corpus.Root, "tests", "Cases", "parameters", "runbook.yaml")), corpus).Plan!;

    public Corpus Corpus { get; } = corpus;

    /// <summary>What is wrong, or null.</summary>
    public string? Run(Input input)
    {
        var clock = Stopwatch.StartNew();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            if (Problem(input, out var first) is { } problem) return problem;
            if (clock.Elapsed > MaxTime) return string.Create(CultureInfo.InvariantCulture, $"it took {clock.Elapsed.TotalSeconds:N1} s");
            if (GC.GetAllocatedBytesForCurrentThread() - allocated is > MaxAllocated and var bytes)
                return string.Create(CultureInfo.InvariantCulture, $"it allocated {bytes / 1024 / 1024:N0} MiB");
            Problem(input, out var second);
            return first == second ? null : $"the second time it says something else:\n{first}\n{second}";
        }
#pragma warning disable CA1031 // Whatever is thrown is what is looked for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception.ToString();
        }
    }

    private string? Problem(Input input, out string said)
    {
        var (diagnostics, sources, problem) = input.Kind switch
        {
            InputKind.Runbook => Compile(input.Bytes),
            InputKind.Parameters => Bind(new ParameterFile(SourceReader.Open("values.yaml", input.Bytes), "values.yaml")),
            InputKind.Value => Values(input.Bytes),
            InputKind.Expression => Parse(input.Bytes, (text, bag) => TemplateParser.Parse(text, Names, DataType.Any, bag)),
            InputKind.Command => Parse(input.Bytes, (text, bag) => CommandParser.Parse(text, Names, bag)),
            _ => throw new UnreachableException(),
        };
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            problem ??= Outside(diagnostic, sources);
            var rendered = DiagnosticRenderer.Render(diagnostic);
            if (rendered.Length > MaxRendered) problem ??= $"a diagnostic of {rendered.Length} characters";
            if (rendered.FirstOrDefault(c => char.IsControl(c) && c != '\n') is not '\0' and var control) problem ??= $"U+{(int)control:X4} in what is shown";
            text.Append(rendered);
        }

        text.Append(DiagnosticJson.Of(diagnostics).ToJsonString());
        said = text.ToString();
        return problem;
    }

    private (IReadOnlyList<Diagnostic>, IReadOnlyList<SourceText>, string?) Compile(byte[] bytes)
    {
        var compilation = RunbookCompiler.Compile("runbook.yaml", bytes, Corpus);
        var hasErrors = compilation.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
        return (compilation.Diagnostics, compilation.Sources,
            (hasErrors == compilation.Plan is not null ? "a plan with errors, or none without" : Unsorted(compilation.Diagnostics)) ?? Reformatted(compilation));
    }

    /// <summary>In canonical form the compiler says the same, and there is nothing more to change.</summary>
    private string? Reformatted(Compilation compilation)
    {
        if (compilation.Sources.IsEmpty || Formatter.Format(compilation.Sources[0]).Text is not { } text) return null;
        var source = new SourceText(compilation.Sources[0].Name, text);
        if (Formatter.Format(source).Text != text) return $"its canonical form is not the canonical form of itself:\n{text}";
        return Said(RunbookCompiler.Compile(source, Corpus)) == Said(compilation) ? null : $"in canonical form the compiler says something else:\n{text}";
    }

    private static string Said(Compilation compilation) => compilation.Diagnostics.Length == DiagnosticBag.Limit ? "" : string.Join(' ',
        compilation.Diagnostics.Where(diagnostic => diagnostic.Location?.Source == compilation.Sources[0] && diagnostic.Code != YamlCodes.ByteOrderMark)
            .Select(diagnostic => diagnostic.Code.Id).Order(StringComparer.Ordinal));

    private (IReadOnlyList<Diagnostic>, IReadOnlyList<SourceText>, string?) Bind(params GivenValue[] given)
    {
        var bound = ParameterBinding.Bind(_plan, given);
        var isWhole = bound.Values.Entries.Length == _plan.Parameters.Length;
        return (bound.Diagnostics, [], bound.IsValid && !isWhole ? "valid, but a parameter has no value" : null);
    }

    private (IReadOnlyList<Diagnostic>, IReadOnlyList<SourceText>, string?) Values(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return Bind([
            .. _plan.Parameters.Where(parameter => !parameter.IsSecret).Select(parameter => new CommandLineValue(parameter.Name, text)),
            .. _plan.Parameters.Where(parameter => parameter.IsSecret).Select(parameter => new EnvironmentValue(parameter.Name, text, "V")),
        ]);
    }

    private static (IReadOnlyList<Diagnostic>, IReadOnlyList<SourceText>, string?) Parse(byte[] bytes, Action<TemplateSource, DiagnosticBag> parse)
    {
        var source = new SourceText("text", Encoding.UTF8.GetString(bytes));
        var bag = new DiagnosticBag();
        parse(TemplateSource.Verbatim(source, 0, source.Content), bag);
        return (bag.Sorted(), [source], null);
    }

    private static string? Unsorted(IReadOnlyList<Diagnostic> diagnostics)
    {
        for (var i = 1; i < diagnostics.Count; i++)
            if (diagnostics[i - 1].Location is { } before && diagnostics[i].Location is { } after && before.Source == after.Source
                && before.Span.Start > after.Span.Start)
                return $"not sorted: {before} before {after}";
        return null;
    }

    private static string? Outside(Diagnostic diagnostic, IReadOnlyList<SourceText> sources)
    {
        if (diagnostic.Location is not { } location) return null;
        var (start, length) = (location.Span.Start, location.Span.Length);
        if (start < 0 || length < 0 || start + length > location.Source.Content.Length)
            return $"{diagnostic.Code.Id} at {start}+{length} of {location.Source.Content.Length} characters: {diagnostic.Message}";
        if (location.Line < 1 || location.Line > location.Source.LineCount || location.Column < 1) return $"{diagnostic.Code.Id} at {location}";
        return location.Source.Content.Length > 0 && sources.Count > 0 && !sources.Contains(location.Source) ? $"{diagnostic.Code.Id} of an unknown source" : null;
    }
}

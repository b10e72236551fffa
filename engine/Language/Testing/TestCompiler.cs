using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Testing;

/// <summary>Makes checked tests of a file's text and of the runbook that it names, and says everything that is wrong with them.</summary>
public static class TestCompiler
{
    /// <summary>Whether a text says that it is a file of tests.</summary>
    public static bool IsTest(SourceText source) =>
        YamlReader.Read(source, []).Root is YamlMapping mapping && mapping.Find(TestForm.Kind.Name)?.Value is YamlScalar { Text: TestForm.TestKind };

    public static TestCompilation Compile(SourceText source, ISources sources)
    {
        var diagnostics = new DiagnosticBag();
        foreach (var problem in source.Problems) diagnostics.Add(problem);
        var tests = diagnostics.HasErrors ? null : Read(source, sources, diagnostics);
        return new(diagnostics.HasErrors ? null : tests, diagnostics.Sorted(source));
    }

    private static RunbookTests? Read(SourceText source, ISources sources, DiagnosticBag diagnostics)
    {
        var document = YamlReader.Read(source, diagnostics);
        var place = new Place(new RunbookFile(source, diagnostics, new Calls(sources, diagnostics), []), Names.None, "the file");
        if (document.Root is not YamlMapping mapping)
        {
            if (document.Root is not (null or YamlBroken) && !document.IsCut)
                place.Report(StructureCodes.WrongShape, $"a file of tests must be a mapping, not {document.Root.Noun}", document.Root.Location,
                    "expected `apiVersion:`", $"begin with `apiVersion: {RunbookForm.Version}` and `kind: {TestForm.TestKind}`");
            return null;
        }

        var fields = TestForm.Form.Check(mapping, place);
        fields.Read(RunbookForm.ApiVersion, place);
        fields.Read(TestForm.Kind, place);
        var syntax = fields.Read(TestForm.Tests, place);
        var parameters = TestForm.ReadParameters(fields, place);
        var shared = TestForm.ReadWorld(fields, place);
        var teams = fields.Read(TestForm.Teams, place).Select(team => KeyValuePair.Create(team.Name, Value.Of(team.Value)));
        ReportTwice(syntax, place);
        if (!fields.Has(TestForm.Runbook) || fields[TestForm.Runbook] is not YamlScalar path || Plan(place.File, path, sources) is not { } plan) return null;
        var names = new TestNames(plan, diagnostics);
        names.Check(shared);
        return new(plan, shared, new([.. teams]), [.. syntax.Select(test => Test(test, parameters, plan, names, diagnostics))], source);
    }

    /// <summary>The runbook that is tested. Its warnings are said when it is validated itself.</summary>
    private static Plan? Plan(RunbookFile file, YamlScalar path, ISources sources)
    {
        if (file.Calls.Text(file, path.Text, path.Location) is not { } source) return null;
        var compilation = RunbookCompiler.Compile(source, sources);
        foreach (var problem in source.Problems.Concat(compilation.Diagnostics).Where(problem => problem.Severity == Severity.Error)) file.Diagnostics.Add(problem);
        return compilation.Plan;
    }

    private static RunbookTest Test(TestSyntax test, ImmutableArray<Named<YamlNode>> shared, Plan plan, TestNames names, DiagnosticBag diagnostics)
    {
        names.Check(test.World);
        names.Check(test.Expected);
        var own = test.Parameters.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        var bound = ParameterBinding.Bind(plan, shared.Where(one => !own.Contains(one.Name)).Concat(test.Parameters)
            .Select(one => new WrittenValue(one.Name, one.Value, one.Location)));
        foreach (var problem in bound.Diagnostics)
            diagnostics.Add(problem.Location is not null ? problem : problem with
            {
                Location = test.NameLocation,
                Label = "has no value in this test",
                Help = "give it under `parameters`, of this test or of all",
            });
        return new(test.Name, bound.Values, test.World, test.Expected, test.Location);
    }

    private static void ReportTwice(ImmutableArray<TestSyntax> tests, Place place)
    {
        var seen = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (var test in tests)
            if (!seen.TryAdd(test.Name, test.NameLocation) && test.Name.Length > 0)
                place.Report(StructureCodes.DuplicateName, $"two tests have the name `{test.Name}`", test.NameLocation,
                    $"first on line {seen[test.Name].Line}", "say in the name what sets it apart");
    }
}

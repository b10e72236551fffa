using System.Text.Json.Nodes;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Tests.Compiling;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Tests.Schema;

/// <summary>The schema and the parser say the same of a runbook, where a schema can tell.</summary>
public sealed class AgreementTests
{
    private static readonly JsonSchema Kept = JsonSchema.Parse(RunbookSchema.Generate());

    private static readonly JsonSchema KeptOfTests = JsonSchema.Parse(RunbookSchema.GenerateOfTests());

    // Mistakes that a schema sees, whatever their place.
    private static readonly string[] Structural = ["RB0401", "RB0404", "RB0405", "RB0406", "RB0407"];

    public static TheoryData<string> Cases => CaseTests.Cases;

    public static TheoryData<string> BrokenCases => BrokenCaseTests.Cases;

    public static TheoryData<string> Runbooks => RunbooksTests.Runbooks;

    public static TheoryData<string> Tests => RunbooksTests.Tests;

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void Every_shipped_runbook_fits_the_schema(string path) =>
        Assert.Empty(Kept.Validate(Json(File.ReadAllText(Repository.At(path)))!));

    [Theory]
    [MemberData(nameof(Tests))]
    public void Every_shipped_test_fits_the_schema_of_tests(string path) =>
        Assert.Empty(KeptOfTests.Validate(Json(File.ReadAllText(Repository.At(path)))!));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Schema_and_parser_agree_on_every_case(string name) =>
        Agree(File.ReadAllBytes(Repository.At("tests", "Cases", name, "runbook.yaml")), CaseTests.Compile(name));

    [Theory]
    [MemberData(nameof(BrokenCases))]
    public void Schema_and_parser_agree_on_every_broken_case(string name) => Agree(BrokenCaseTests.Read(name), BrokenCaseTests.Compile(name));

    private static void Agree(byte[] bytes, Compilation compilation)
    {
        if (SourceReader.Decode("", bytes, new()) is not { } text || Json(text.Content) is not { } json) return;

        var errors = compilation.Diagnostics
            .Where(diagnostic => diagnostic.Severity == Severity.Error && diagnostic.Location?.Source == compilation.Sources[0]).ToList();
        var problems = Kept.Validate(json);

        if (errors.Count == 0) Assert.Empty(problems);
        if (errors.Exists(error => Structural.Contains(error.Code.Id))) Assert.NotEmpty(problems);
    }

    [Theory]
    [InlineData(true, "{id: a, run: kubectl version}")]
    [InlineData(true, "{id: a, run: [kubectl, version, 1]}")]
    [InlineData(true, "{id: a, run: x, title: 5, description: true}")]
    [InlineData(true, "{id: a, run: x, timeout: 5m, retry: {attempts: 2, delay: 1s}}")]
    [InlineData(true, "{id: a, run: x, timeout: '{{ run.id }}'}")]
    [InlineData(true, "{id: a, wait: {http: 'https://x', status: 200}, every: 1s}")]
    [InlineData(true, "{id: a, verify: [{exists: pod/x}, {trust: citadel}]}")]
    [InlineData(true, "{id: a, verify: {ready: service/x, revision: r, minimum: 2}}")]
    [InlineData(true, "{id: a, approve: {title: Go on?, notBy: starter}}")]
    [InlineData(true, "{id: a, forEach: [x, y], as: name, first: [x], gate: none, steps: [{id: b, run: 'echo {{ name }}'}]}")]
    [InlineData(true, "{id: a, parallel: [{id: b, steps: [{id: c, run: x}]}]}")]
    [InlineData(true, "{checkpoint: a}")]
    [InlineData(false, "{checkpoint: a, id: b}")]
    [InlineData(false, "{id: A, run: x}")]
    [InlineData(false, "{run: x}")]
    [InlineData(false, "{id: a}")]
    [InlineData(false, "{id: a, run: x, shell: y}")]
    [InlineData(false, "{id: a, run: x, timeout: 90}")]
    [InlineData(false, "{id: a, run: x, timeout: soon}")]
    [InlineData(false, "{id: a, run: x, sensitive: 'true'}")]
    [InlineData(false, "{id: a, run: x, retry: {attempts: '2'}}")]
    [InlineData(false, "{id: a, run: x, retry: {attempts: 0}}")]
    [InlineData(false, "{id: a, run: x, retry: 3}")]
    [InlineData(false, "{id: a, run: x, success: [256]}")]
    [InlineData(false, "{id: a, run: x, outputs: {1x: y}}")]
    [InlineData(false, "{id: a, run: {x: y}}")]
    [InlineData(false, "{id: a, run: []}")]
    [InlineData(false, "{id: a, run: ''}")]
    [InlineData(false, "{id: a, run: x, probe: x}")]
    [InlineData(false, "{id: a, run: x, when: yes}")]
    [InlineData(false, "{id: a, verify: {}}")]
    [InlineData(false, "{id: a, verify: []}")]
    [InlineData(false, "{id: a, verify: {exists: x/y, http: z}}")]
    [InlineData(false, "{id: a, verify: {ready: x}}")]
    [InlineData(false, "{id: a, verify: {revision: r, withoutSidecar: maybe}}")]
    [InlineData(false, "{id: a, approve: {}}")]
    [InlineData(false, "{id: a, approve: {title: x, onReject: ask}}")]
    [InlineData(false, "{id: a, forEach: x, as: y, steps: [{checkpoint: c}]}")]
    [InlineData(false, "{id: a, forEach: [x], as: y, steps: []}")]
    [InlineData(false, "{id: a, forEach: [x], steps: [{id: b, run: x}]}")]
    [InlineData(false, "{id: a, parallel: [{id: b}]}")]
    public void Schema_and_parser_agree_on_a_step(bool isValid, string step)
    {
        var text = $"""
            apiVersion: meshrunbook/v1
            kind: Runbook
            metadata: {"{"}name: a, version: 1.0.0, title: A{"}"}
            steps:
              - {step}
            """;

        var errors = RunbookCompiler.Compile(new SourceText("a.yaml", text), new TextSources()).Diagnostics
            .Where(diagnostic => diagnostic.Severity == Severity.Error).ToList();
        var problems = Kept.Validate(Json(text)!);

        Assert.True(errors.Count == 0 == isValid, $"the parser says: {DiagnosticRenderer.Render(errors)}");
        Assert.True(problems.Count == 0 == isValid, $"the schema says: {string.Join('\n', problems)}");
    }

    /// <summary>A YAML text as an editor's schema reader sees it; null where it is no clean YAML.</summary>
    private static JsonNode? Json(string text)
    {
        var diagnostics = new DiagnosticBag();
        var document = YamlReader.Read(new SourceText("", text), diagnostics);
        return diagnostics.HasErrors || document.Root is null ? null : Json(document.Root);
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Json(entry.Value)))),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(Json)]),
        YamlScalar scalar => ValueText.ParseScalar(scalar.Text, scalar.IsPlain, DataType.Any).Value switch
        {
            NullValue => null,
            BooleanValue boolean => boolean.Boolean,
            IntegerValue integer => integer.Integer,
            NumberValue number => number.Number,
            _ => scalar.Text,
        },
        _ => null,
    };
}

using System.Collections.Immutable;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Testing;

/// <summary>What a test says, before it is held against its runbook.</summary>
internal sealed record TestSyntax(
    string Name, Location NameLocation, ImmutableArray<Named<YamlNode>> Parameters, CannedWorld World, Expectation Expected, Location Location);

/// <summary>The keys at the top of a file of tests, and those of a test.</summary>
internal static class TestForm
{
    public const string TestKind = "RunbookTest";

    // Above the keys that use them: static members are made in the order in which they stand.
    private static readonly Key<string> Name = new("name", TextShape.Any, "What the test shows, as a sentence.")
    {
        IsRequired = true,
        Example = "nothing is deleted where the gate is rejected",
    };

    private static readonly Key<ImmutableArray<Named<YamlNode>>> Parameters = new("parameters",
        new MapShape<YamlNode>("a mapping of parameters to values", NameShapes.Identifier, NodeShape.OrNothing),
        "Values of the runbook's parameters. A test's own go before those of all tests; `null` gives an optional one none.") { Example = "{namespace: shop}" };

    private static readonly Key<ImmutableArray<CannedCommand>> Commands = new("commands",
        new ListShape<CannedCommand>(CannedCommandKeys.Shape) { AllowsEmpty = true },
        "How commands end. The first that fits counts, a test's own before those of all tests. A command that none fits fails the test.")
    {
        Example = "[{run: kubectl * get pods *, stdout: canary}]",
    };

    private static readonly Key<ImmutableArray<CannedAnswer>> Conditions = new("conditions",
        new ListShape<CannedAnswer>(CannedAnswerKeys.Shape) { AllowsEmpty = true },
        "What conditions say, as with commands. Only the probe of a step that succeeded holds unless told; `that` is evaluated.")
    {
        Example = "[{condition: {rollout: namespace/shop}, answer: holds}]",
    };

    private static readonly Key<ImmutableArray<CannedGate>> Gates = new("gates", CannedGatesShape.Instance,
        "What people answer to gates, by the gate's address; the gate behind a loop's first items is ADDRESS/first.") { Example = "{satisfied: approve}" };

    private static readonly Key<Expectation> Expect = new("expect", ExpectationKeys.Shape, "What must come of it.") { IsRequired = true, Example = "{status: succeeded}" };

    private static readonly Form Test = new("a test", Name, Parameters, Commands, Conditions, Gates, Expect);

    private static readonly Key<string> ApiVersion = RunbookForm.ApiVersion;

    public static Key<string> Kind { get; } = new("kind",
        new ChoiceShape((TestKind, "Tests of a runbook.")) { Code = StructureCodes.WrongVersion }, "What the file is.") { IsRequired = true, Example = TestKind };

    public static Key<string> Runbook { get; } = new("runbook", TextShape.Any, "The path of the runbook, relative to this file.")
    {
        IsRequired = true,
        Example = "distribute-root.yaml",
    };

    public static Key<ImmutableArray<Named<ImmutableArray<string>>>> Teams { get; } = new("teams",
        new MapShape<ImmutableArray<string>>("a mapping of teams to user names", TextShape.Any, new ListShape<string>(TextShape.Any)),
        "Who belongs to the teams that gates name as approvers.") { Example = "{team-mesh: [ann, bob]}" };

    public static Key<ImmutableArray<TestSyntax>> Tests { get; } = new("tests",
        new ListShape<TestSyntax>(new FormShape<TestSyntax>("a mapping with `name` and `expect`", Test, Build, new("", Places.None, [], CannedWorld.Empty, new(default, Places.None), Places.None))),
        "The tests.") { IsRequired = true };

    public static Form Form { get; } = new("a file of tests", ApiVersion, Kind, Runbook, Parameters, Teams, Commands, Conditions, Gates, Tests);

    public static ImmutableArray<Named<YamlNode>> ReadParameters(Fields fields, Place place) => fields.Read(Parameters, place);

    public static CannedWorld ReadWorld(Fields fields, Place place) =>
        new(fields.Read(Commands, place), fields.Read(Conditions, place), fields.Read(Gates, place));

    private static TestSyntax Build(Fields fields, Place place) => new(
        fields.Read(Name, place), fields.LocationOf(Name), ReadParameters(fields, place), ReadWorld(fields, place), fields.Read(Expect, place), fields.Location);
}

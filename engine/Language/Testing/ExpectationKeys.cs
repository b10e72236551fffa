using System.Collections.Immutable;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;

namespace MeshRunbook.Language.Testing;

/// <summary>The keys of `expect`.</summary>
internal static class ExpectationKeys
{
    private static readonly Key<string> Status = new("status", new ChoiceShape(
        ("succeeded", "All steps are done."), ("failed", "A step failed."), ("rejected", "Somebody rejected a gate."), ("waiting", "A gate waits for people.")),
        "How the run ends: succeeded, or failed where `failure` is given, unless this says otherwise.");

    private static readonly Key<PlacedPattern> Failure = new("failure", PatternShape.Text, "What is said of the run that fails; `*` stands for any text.")
    {
        Example = "\"`trust` failed: *old root*\"",
    };

    private static readonly Key<ImmutableArray<ExpectedItem>> Steps = new("steps", ExpectedItemShape.ListOf(ExpectedItemShape.Step),
        "The steps that run, in order, without loops, calls and branches themselves. `ADDRESS/...` stands for all inside one, `...` for any number of steps.")
    {
        Example = "[look, \"move[shop]/...\", done]",
    };

    private static readonly Key<ImmutableArray<ExpectedItem>> Skipped = new("skipped", ExpectedItemShape.ListOf(ExpectedItemShape.Step),
        "Steps that are skipped, because their `when` is false.");

    private static readonly Key<ImmutableArray<ExpectedItem>> Commands = new("commands", ExpectedItemShape.ListOf(ExpectedItemShape.Command),
        "The commands that run, in order; a script is `shell ADDRESS`. `*` stands for any text, `...` for any number of commands.")
    {
        Example = "[\"...\", \"kubectl * delete *\"]",
    };

    private static readonly Key<ImmutableArray<ExpectedItem>> Never = new("never", ExpectedItemShape.ListOf(ExpectedItemShape.Command),
        "Commands of which none may run.") { Example = "[\"kubectl * delete *\"]" };

    private static readonly Key<ImmutableArray<Named<ValuePattern>>> Outputs = new("outputs",
        new MapShape<ValuePattern>("a mapping of outputs to values", NameShapes.Identifier, ValuePatternShape.Instance),
        "Values that the runbook must yield; in texts `*` stands for any text.");

    private static readonly Key<TimeSpan> Lasts = new("lasts", DurationShape.Instance, "How long the run takes, in the time of the test.") { Example = "15m" };

    public static Form Form { get; } = new("`expect`", Status, Failure, Steps, Skipped, Commands, Never, Outputs, Lasts);

    public static FormShape<Expectation> Shape { get; } = new("a mapping such as {status: succeeded}", Form, Build, new(ExpectedStatus.Succeeded, Places.None));

    private static Expectation Build(Fields fields, Place place)
    {
        var status = fields.Has(Status) ? fields.Read(Status, place) : fields.Has(Failure) ? "failed" : "succeeded";
        return new(Enum.Parse<ExpectedStatus>(status, ignoreCase: true), fields.Location)
        {
            Failure = fields.Optional(Failure, place) is { } failure ? new(failure.Pattern, IsInside: false, failure.Location) : null,
            Steps = List(Steps),
            Skipped = fields.Read(Skipped, place),
            Commands = List(Commands),
            Never = fields.Read(Never, place),
            Outputs = [.. fields.Read(Outputs, place).Select(one => (one.Name, one.Value, one.Location))],
            Lasts = fields.Has(Lasts) ? (fields.Read(Lasts, place), fields.LocationOf(Lasts)) : null,
        };

        ExpectedList? List(Key<ImmutableArray<ExpectedItem>> key) =>
            fields.Has(key) ? new(fields.Read(key, place), fields.LocationOf(key)) : null;
    }
}

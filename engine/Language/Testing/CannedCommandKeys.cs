using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Testing;

/// <summary>The keys of a command's canned end.</summary>
internal static class CannedCommandKeys
{
    private static readonly Key<PlacedPattern> Run = new("run", PatternShape.Command,
        "The command's words; `*` stands for any text, also for several words.") { Example = "kubectl * get pods *" };

    private static readonly Key<PlacedPattern> Step = new("step", PatternShape.Text,
        "The address of the step whose command or script it is.") { Example = "\"move[*]/label\"" };

    private static readonly Key<ImmutableArray<Named<PlacedPattern>>> Env = new("env",
        new MapShape<PlacedPattern>("a mapping of variables to texts", NameShapes.Variable, PatternShape.Text),
        "Variables that the command must get; it is another command without them.");

    private static readonly Key<PlacedPattern> Stdin = new("stdin", PatternShape.Text,
        "What a script that is really run must give to the command's standard input.") { Example = "\"*kind: Namespace*\"" };

    private static readonly Key<int> Exit = new("exit", new IntegerShape(0, 255), "The exit status.") { Default = 0 };

    private static readonly Key<string> Stdout = new("stdout", TextShape.Any, "What it prints.");

    private static readonly Key<YamlNode> Json = new("json", NodeShape.Instance, "What it prints, as a value that is printed as JSON.")
    {
        Example = "{items: []}",
    };

    private static readonly Key<string> Stderr = new("stderr", TextShape.Any, "What it prints to standard error.");

    private static readonly Key<TimeSpan> Takes = new("takes", DurationShape.Instance, "How long it takes, in the time of the test.")
    {
        Default = TimeSpan.Zero,
        Example = "3m",
    };

    private static readonly Key<int> Times = new("times", new IntegerShape(1, 10_000),
        "How often this answer is given; after that the next one counts that fits.");

    private static readonly Key<bool> IsReal = new("real", BooleanShape.Instance,
        "Run the script of the step with bash. Text tools and jq are what they are; all other programs are answered from `commands`.") { Default = false };

    public static FormShape<CannedCommand> Shape { get; } = new("a mapping with `run` or `step`",
        new Form("a canned command", Run, Step, Env, Stdin, Exit, Stdout, Json, Stderr, Takes, Times, IsReal), Build, new(null, null, Places.None));

    private static CannedCommand Build(Fields fields, Place place)
    {
        if (!fields.Has(Run) && !fields.Has(Step))
            place.Report(StructureCodes.MissingKey, "a canned command says neither `run` nor `step`", fields.Location, "which command?",
                "add `run: kubectl *`, or `step: ADDRESS` for a script");
        if (fields.Has(Stdout) && fields.Has(Json))
            place.Report(StructureCodes.NotApplicable, "`stdout` and `json` both say what is printed", fields.LocationOf(Json), "one too many", "remove one of them");
        var isReal = fields.Read(IsReal, place);
        foreach (var key in (Key[])[Run, Exit, Stdout, Json, Stderr, Takes, Stdin])
            if (isReal && fields.Has(key))
                place.Report(StructureCodes.NotApplicable, $"`{key.Name}` says nothing of a script that is really run", fields.LocationOf(key), "does not apply",
                    "remove it, or `real`");
        return new(fields.Optional(Run, place)?.Pattern, fields.Optional(Step, place)?.Pattern, fields.Location)
        {
            StepAt = fields[Step]?.Location,
            Environment = [.. fields.Read(Env, place).Select(one => KeyValuePair.Create(one.Name, one.Value.Pattern))],
            Input = fields.Optional(Stdin, place)?.Pattern,
            Exit = fields.Read(Exit, place),
            Output = fields.Has(Json) ? JsonText(fields.Read(Json, place), place) : fields.Optional(Stdout, place) ?? "",
            Error = fields.Optional(Stderr, place) ?? "",
            Takes = fields.Read(Takes, place),
            Times = fields.Has(Times) ? fields.Read(Times, place) : null,
            IsReal = isReal,
        };
    }

    private static string JsonText(YamlNode node, Place place) =>
        ValueReader.Read(node, DataType.Any, place.Diagnostics, StructureCodes.WrongShape, "`json`", isSecret: false) is { } value ? ValueJson.Text(value) + "\n" : "";
}

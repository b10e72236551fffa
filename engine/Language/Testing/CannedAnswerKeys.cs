using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Conditions;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Testing;

/// <summary>The keys of a condition's canned answer.</summary>
internal static class CannedAnswerKeys
{
    private static readonly Key<ConditionPattern> Condition = new("condition", ConditionPatternShape.Instance,
        "Which conditions are meant: a kind, a condition with the keys that matter, or `*` for all. In its texts `*` stands for any text.")
    {
        Example = "{rollout: namespace/shop}",
    };

    private static readonly Key<PlacedPattern> Step = new("step", PatternShape.Text, "The address of the step that asks.") { Example = "settled" };

    private static readonly Key<string> Answer = new("answer", new ChoiceShape(
        ("holds", "It is so."), ("doesNotHold", "It is not so."), ("cannotTell", "The world does not answer.")), "What it says.") { Default = "holds" };

    private static readonly Key<string> Says = new("says", TextShape.Any, "What was found, as people read it.") { Example = "3 of 4 pods are ready" };

    private static readonly Key<string> Help = new("help", TextShape.Any, "What to do about it.");

    private static readonly Key<YamlNode> Evidence = new("evidence", NodeShape.Instance, "What the answer rests on.");

    private static readonly Key<TimeSpan> After = new("after", DurationShape.Instance,
        "How long after it was asked first it comes to this, in the time of the test; before that it does not hold.") { Default = TimeSpan.Zero, Example = "3m" };

    private static readonly Key<int> Times = new("times", new IntegerShape(1, 10_000),
        "How often this answer is given; after that the next one counts that fits.");

    public static FormShape<CannedAnswer> Shape { get; } = new("a mapping with `condition` or `step`",
        new Form("a canned answer", Condition, Step, Answer, Says, Help, Evidence, After, Times), Build, new(null, null, default, Places.None));

    private static CannedAnswer Build(Fields fields, Place place)
    {
        if (!fields.Has(Condition) && !fields.Has(Step))
            place.Report(StructureCodes.MissingKey, "a canned answer says neither `condition` nor `step`", fields.Location, "which condition?",
                "add `condition: KIND`, or `step: ADDRESS`");
        if (fields.Has(After) && fields.Has(Times))
            place.Report(StructureCodes.NotApplicable, "`after` and `times` do not go together", fields.LocationOf(Times), "does not apply", "remove one of them");
        var verdict = fields.Read(Answer, place) switch { "holds" => CannedVerdict.Holds, "doesNotHold" => CannedVerdict.DoesNotHold, _ => CannedVerdict.CannotTell };
        return new(fields.Optional(Condition, place), fields.Optional(Step, place)?.Pattern, verdict, fields.Location)
        {
            StepAt = fields[Step]?.Location,
            Summary = fields.Optional(Says, place),
            Help = fields.Optional(Help, place),
            Evidence = fields.Has(Evidence)
                ? ValueReader.Read(fields.Read(Evidence, place), DataType.Any, place.Diagnostics, StructureCodes.WrongShape, "`evidence`", isSecret: false) ?? Value.Null
                : Value.Null,
            After = fields.Read(After, place),
            Times = fields.Has(Times) ? fields.Read(Times, place) : null,
        };
    }

    /// <summary>A kind of condition, or a condition of which only some keys are given.</summary>
    private sealed class ConditionPatternShape : Shape<ConditionPattern>
    {
        public static ConditionPatternShape Instance { get; } = new();

        private static IEnumerable<string> Kinds => ConditionKinds.All.Select(kind => kind.Name);

        public override string Noun => "a kind of condition, a condition, or `*`";

        public override ConditionPattern Nothing { get; } = new(null, []);

        public override ConditionPattern Read(YamlNode node, Place place)
        {
            if (node is YamlScalar { IsNothing: false } word)
            {
                if (word.Text == Pattern.Any.ToString()) return Nothing;
                if (ConditionKinds.Find(word.Text) is null)
                    place.Report(StructureCodes.NoKind, $"there is no condition of the kind `{word.Text}`", word.Location, "no such kind",
                        Suggestion.For(word.Text, Kinds) is { } near ? Suggestion.DidYouMean(near) : "write a kind, a mapping, or \"*\"");
                return new(word.Text, []);
            }

            if (node is not YamlMapping mapping) return Refuse(node, place);
            if (KindKey.Find(mapping, "condition", ConditionKinds.Find, kind => kind.Form, Kinds, place) is not { } found) return Nothing;
            var named = new YamlMapping([.. found.Mapping.Entries.Where(entry => found.Kind.Form.Find(entry.Key.Text) is null)], mapping.Location);
            foreach (var entry in named.Entries) UnknownKey.Report(found.Kind.Form, entry.Key, mapping, place);
            return new(found.Kind.Name, [.. found.Mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, ValuePatternShape.Instance.Read(entry.Value, place)))]);
        }

        public override Meaning MeaningOf(YamlNode node) => NodeShape.Instance.MeaningOf(node);

        public override JsonObject Schema(SchemaDefinitions definitions) => SchemaDefinitions.AnyOf(
            new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Kinds.Append("*").Select(kind => (JsonNode)kind)]) },
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject(ConditionKinds.All.SelectMany(kind => kind.Form.Keys).DistinctBy(key => key.Name)
                    .Select(key => KeyValuePair.Create(key.Name, (JsonNode?)new JsonObject { ["description"] = key.Description }))),
                ["additionalProperties"] = false,
            });
    }
}

using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Steps;

/// <summary>`forEach`: the same steps for each item of a list.</summary>
internal sealed class ForEachKind() : StepKind(
    "Does the same steps for each item of a list; some may go first, and then a person decides about the others.",
    [Items, As, ItemKey, First, LoopGate, MaxParallel, MaxFailures, Steps, .. CommonKeys.OfAll, CommonKeys.Outputs])
{
    private static readonly Key<Template> Items = new("forEach", TemplateShape.List, "The items: a list, or a template that yields one.")
    {
        IsRequired = true,
        Example = "\"{{ params.namespaces }}\"",
    };

    private static readonly Key<string> As = new("as", NameShapes.Identifier, "The name by which the steps call the item.")
    {
        IsRequired = true,
        Example = "namespace",
    };

    private static readonly Key<Template> ItemKey = new("key", TemplateShape.Text,
        "What names an item in journal and logs; needed where the items are not text.") { Example = "\"{{ cluster.name }}\"" };

    private static readonly Key<Template> First = new("first", TemplateShape.Texts, "The keys of the items that go before all others.")
    {
        Example = "\"{{ params.canaries }}\"",
    };

    private static readonly Key<Gate?> LoopGate = new("gate", GateKeys.Loop, "The question after the first items; `none` to go on without one.")
    {
        Example = "{title: Go on with the others?}",
    };

    private static readonly Key<Template> MaxParallel = new("maxParallel", TemplateShape.Count, "How many items are worked on at a time.")
    {
        Default = Template.Of(Values.Value.Of(1), DataType.Integer, Places.None),
        Example = "4",
    };

    private static readonly Key<Template> MaxFailures = new("maxFailures", TemplateShape.CountOrNone,
        "How many items may fail before no new one is started.")
    {
        Default = Template.Of(Values.Value.Of(0), DataType.Integer, Places.None),
        Example = "1",
    };

    private static readonly Key<StepSequence> Steps = new("steps", StepSequenceShape.Instance, "What is done for each item.") { IsRequired = true };

    public override CompiledStep Compile(string id, Fields fields, Place place)
    {
        var items = fields.Read(Items, place);
        var type = items.Whole?.Type is ListType list ? list.Items : DataType.Any;
        var variable = ReadVariable(fields, place);
        var declaration = (fields[As] as YamlScalar)?.Decoded.Location;
        if (declaration is not null) place.File.Symbols?.Declare(new VariableSymbol(declaration, variable), declaration, type);
        var item = place with { Names = place.Names.WithVariable(variable, type, declaration: declaration) };
        CheckKey(type, fields, place);
        CheckItems(fields, place);
        if (fields.Has(LoopGate) && !fields.Has(First))
            place.Report(StructureCodes.NotApplicable, "`gate` opens after the `first` items, but there is no `first`", fields.LocationOf(LoopGate),
                "never opened", "add `first:`, or put an `approve` step before the loop");

        var inside = StepIds.In(fields[Steps]).ToList();
        var steps = fields.Read(Steps, item with { Names = item.Names.Hide(inside, HiddenStep.Later), Inside = $"the loop `{id}`" });
        var step = new ForEachStep(id, items, variable, steps.Steps, fields.Location)
        {
            Key = fields.Optional(ItemKey, item),
            First = fields.Optional(First, place),
            FirstGate = fields.Has(First) ? fields.Has(LoopGate) ? fields.Read(LoopGate, place) : GateKeys.OfLoop : null,
            MaxParallel = fields.Optional(MaxParallel, place),
            MaxFailures = fields.Optional(MaxFailures, place),
        };
        return new(step, steps.After, place.Names.Hide(inside, HiddenStep.InsideLoop(id))) { Seen = DataType.ListOf };
    }

    /// <summary>Behind the first items there is a gate, also where none is written.</summary>
    public override MapMeaning Completed(MapMeaning keys) =>
        keys[First.Name] is null || keys[LoopGate.Name] is not null ? keys : new(keys.Entries.Add(new(LoopGate.Name, new MapMeaning([]))));

    private static string ReadVariable(Fields fields, Place place)
    {
        if (!fields.Has(As)) return "item";
        var name = fields.Read(As, place);
        if (ReservedNames.Find(name, place.Names) is { } what)
            place.Report(StructureCodes.ReservedName, $"`{name}` is {what}", fields.LocationOf(As), "already means something else",
                "choose another name");
        return name;
    }

    /// <summary>Items that stand there as texts name themselves, so each must be a name of its own; those that go first are among them.</summary>
    private static void CheckItems(Fields fields, Place place)
    {
        if (fields.Has(ItemKey) && fields[ItemKey] is YamlScalar { IsNothing: false } key && !key.Text.Contains(TemplateShape.Marker, StringComparison.Ordinal))
            place.Report(StructureCodes.BadFormat, "the `key` is the same for all items", key.Location, "names none of them",
                "make it from the item: `key: \"{{ ITEM.name }}\"`");
        if (fields[Items] is not YamlSequence items || fields.Has(ItemKey)) return;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var areKnown = true;
        foreach (var item in items.Items)
        {
            if (item is not YamlScalar { IsNothing: false } scalar || scalar.Text.Contains(TemplateShape.Marker, StringComparison.Ordinal))
                areKnown = false;
            else if (string.IsNullOrWhiteSpace(scalar.Text))
                place.Report(StructureCodes.OutOfRange, "an item is empty text", scalar.Location, "has no name", "remove it, or write what it stands for");
            else if (!names.Add(scalar.Text))
                place.Report(StructureCodes.DuplicateName, $"the item `{scalar.Text}` stands twice", scalar.Location, "named like an earlier one", "remove one of them");
        }

        if (!areKnown || fields[First] is not YamlSequence first) return;
        foreach (var one in first.Items.OfType<YamlScalar>())
            if (!one.IsNothing && !one.Text.Contains(TemplateShape.Marker, StringComparison.Ordinal) && !names.Contains(one.Text))
                place.Report(StructureCodes.OutOfRange, $"`{one.Text}` is not among the items", one.Location, "no such item",
                    place.Diagnostics.IsLong ? null : Suggestion.Help(one.Text, names, "the items are"));
    }

    private static void CheckKey(DataType type, Fields fields, Place place)
    {
        if (fields.Has(ItemKey) || fields.Mapping.IsCut || !fields.Has(Items)) return;
        if (type is StringType or EnumType or IntegerType) return;
        // Where the items are wrong, or are nothing that is known, there is nothing to say about their keys.
        if (place.Diagnostics.HasErrors && type is AnyType) return;
        place.Report(StructureCodes.MissingKey, "the items are not text, so the loop needs a `key`", fields.LocationOf(Items),
            $"items of type {type}", "add `key: \"{{ ITEM.name }}\"`: a text that names each item");
    }
}

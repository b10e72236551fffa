using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>Text with `{{ }}` in it, or a plain value, that yields a value of a type.</summary>
internal sealed class TemplateShape(DataType type, string noun) : Shape<Template>
{
    /// <summary>What marks a text as a template; the schema goes by it too.</summary>
    public const string Marker = "{{";

    /// <summary>What a plain integer may be; what a template yields is known only in the run.</summary>
    public int? Minimum { get; init; }

    public int? Maximum { get; init; }

    /// <summary>Whether a plain duration must be longer than nothing.</summary>
    public bool IsPositive { get; init; }

    public static TemplateShape Text { get; } = new(DataType.String, "text");

    public static TemplateShape Integer { get; } = new(DataType.Integer, "a whole number or a template");

    /// <summary>How many: a whole number from 1.</summary>
    public static TemplateShape Count { get; } = new(DataType.Integer, "a whole number or a template") { Minimum = 1 };

    public static TemplateShape CountOrNone { get; } = new(DataType.Integer, "a whole number or a template") { Minimum = 0 };

    public static TemplateShape Boolean { get; } = new(DataType.Boolean, "true, false or a template");

    public static TemplateShape Duration { get; } = new(DataType.Duration, "a duration such as 30m, or a template");

    /// <summary>After which something ends.</summary>
    public static TemplateShape Timeout { get; } = new(DataType.Duration, "a duration such as 30m, or a template") { IsPositive = true };

    public static TemplateShape List { get; } = new(new ListType(DataType.Any), "a list or a template that yields one");

    public static TemplateShape Texts { get; } = new(new ListType(DataType.String), "a list of texts or a template that yields one");

    public override IEnumerable<(string Word, string? Meaning)> Choices => type switch
    {
        BooleanType => BooleanShape.Instance.Choices,
        EnumType words => words.Values.Select(word => (word, (string?)null)),
        _ => [],
    };

    public override string Noun => noun;

    public override Template Nothing { get; } = new([], new Location(new SourceText("", ""), default));

    public override Template Read(YamlNode node, Place place)
    {
        var template = node switch
        {
            YamlScalar { IsNothing: true } => Refuse(node, place),
            YamlScalar scalar when type is StringType or AnyType or EnumType || scalar.Text.Contains(Marker, StringComparison.Ordinal) =>
                TemplateParser.Parse(scalar.Decoded, place.Names, type, place.Diagnostics, place.File.Symbols),
            YamlScalar scalar => Literal(scalar) is { } value
                ? Template.Of(Limited(value, scalar, place), type, scalar.Location)
                : Refuse(node, place, Hint(scalar)),
            YamlSequence sequence when type is ListType list => ReadItems(sequence, list, place),
            _ => Refuse(node, place),
        };
        ParametersUsed.In(template, place.File.UsedParameters);
        return template;
    }

    public override JsonNode? Show(Template value) => value.Whole is LiteralExpression literal
        ? literal.Value switch
        {
            IntegerValue integer => JsonValue.Create(integer.Integer),
            BooleanValue boolean => JsonValue.Create(boolean.Boolean),
            DurationValue duration => JsonValue.Create(DurationText.Format(duration.Duration)),
            _ => null,
        }
        : value.Literal is { Length: > 0 } text ? JsonValue.Create(text) : null;

    public override Meaning MeaningOf(YamlNode node) => node switch
    {
        YamlSequence sequence => new ListMeaning([.. sequence.Items.Select(MeaningOf)]),
        YamlScalar scalar when scalar.Text.Contains(Marker, StringComparison.Ordinal) =>
            new TextMeaning(type is StringType or AnyType or EnumType ? TemplateText.Of(scalar.Decoded) : TemplateText.Of(scalar.Decoded).Trim()),
        YamlScalar scalar when Literal(scalar) is { } value => new TextMeaning(ValueText.Of(value) ?? scalar.Text),
        _ => new TextMeaning(TextOf(node)),
    };

    public override JsonObject Schema(SchemaDefinitions definitions)
    {
        var schema = SchemaDefinitions.Template(type);
        if (type is not IntegerType || schema["anyOf"]?[0] is not JsonObject number) return schema;
        if (Minimum is not null) number["minimum"] = Minimum;
        if (Maximum is not null) number["maximum"] = Maximum;
        return schema;
    }

    private Value Limited(Value value, YamlScalar scalar, Place place)
    {
        if (value is IntegerValue { Integer: var number } && (number < Minimum || number > Maximum))
            place.Report(StructureCodes.OutOfRange, $"{place.Subject} must be {Range}, not {number}", scalar.Location, $"expected {Range}");
        if (IsPositive && value is DurationValue { Duration: var duration }) DurationShape.RefuseNothing(duration, scalar, place);
        return value;
    }

    private string Range => Maximum is null ? $"at least {Minimum}" : $"from {Minimum} to {Maximum}";

    private Value? Literal(YamlScalar scalar) => type switch
    {
        IntegerType when scalar.IsPlain && IntegerShape.Parse(scalar.Text) is { } number => Value.Of(number),
        BooleanType when scalar.IsPlain && BooleanShape.Parse(scalar.Text) is { } boolean => Value.Of(boolean),
        DurationType when DurationText.TryParse(scalar.Text, out var duration) => new DurationValue(duration),
        _ => null,
    };

    private Advice? Hint(YamlScalar scalar) => type switch
    {
        IntegerType => IntegerShape.Hint(scalar),
        BooleanType => BooleanShape.Hint(scalar) ?? new($"put an expression into braces: \"{{{{ {scalar.Text} }}}}\"", InBraces(scalar)),
        DurationType => DurationShape.Hint(scalar),
        ListType => new($"write a list, or put an expression into braces: \"{{{{ {scalar.Text} }}}}\"", InBraces(scalar)),
        _ => null,
    };

    /// <summary>The text as an expression in quotes, where it stands bare.</summary>
    private static string? InBraces(YamlScalar scalar) =>
        scalar.IsPlain && !scalar.Text.Contains('"', StringComparison.Ordinal) ? $"\"{{{{ {scalar.Text} }}}}\"" : null;

    /// <summary>A YAML list becomes one list expression; each of its items is a text or one whole expression.</summary>
    private static Template ReadItems(YamlSequence sequence, ListType list, Place place)
    {
        var items = new List<Expression>();
        var shape = new TemplateShape(list.Items is AnyType ? DataType.String : list.Items, "text");
        foreach (var node in sequence.Items)
        {
            var item = shape.Read(node, place.About($"an item of {place.Subject}"));
            if (item.Whole is { } whole) items.Add(whole);
            else if (item.Literal is { } text) items.Add(new LiteralExpression(Value.Of(text), node.Location) { Type = DataType.String });
            else
                place.Report(StructureCodes.NotApplicable, $"an item of {place.Subject} mixes text and a template", node.Location,
                    "one whole template, or text", "make the text with `join`, or in a parameter or output");
        }

        var type = new ListType(items.Count > 0 && items.All(item => item.Type == items[0].Type) ? items[0].Type : DataType.String);
        return new([new ExpressionPart(new ListExpression([.. items], sequence.Location) { Type = type })], sequence.Location) { Type = list };
    }
}

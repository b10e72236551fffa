using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Steps;

/// <summary>Reads the value of an argument as its parameter's type asks, templates and all.</summary>
internal static class ArgumentReader
{
    public static TemplateTree Read(YamlNode node, Parameter parameter, Place place)
    {
        // Who may leave the argument out may also give one that is absent.
        var type = parameter.IsRequired ? parameter.Type : parameter.Type.Optional();
        return Read(node, type, place);
    }

    public static TemplateTree ReadUnchecked(YamlNode node, Place place) => Read(node, DataType.Any, place);

    private static TemplateTree Read(YamlNode node, DataType type, Place place) => (node, type) switch
    {
        (YamlScalar scalar, _) when scalar.Text.Contains(TemplateShape.Marker, StringComparison.Ordinal) => Template(scalar, type, place),
        (YamlSequence sequence, ListType list) => List(sequence, list.Items, place),
        (YamlSequence sequence, AnyType) => List(sequence, DataType.Any, place),
        (YamlMapping mapping, ObjectType shape) => Object(mapping, shape, place),
        (YamlMapping mapping, AnyType) => new TemplateMap([.. mapping.Entries.Select(entry =>
            KeyValuePair.Create(entry.Key.Text, Read(entry.Value, DataType.Any, place)))]),
        (YamlScalar scalar, _) => Scalar(scalar, type, place),
        (YamlBroken, _) => Nothing,
        _ => Wrong(node, place, $"must be {type}, not {node.Noun}"),
    };

    private static TemplateLeaf Nothing { get; } = new(new Template([], Places.None));

    private static TemplateLeaf Template(YamlScalar scalar, DataType type, Place place)
    {
        var template = TemplateParser.Parse(scalar.Decoded, place.Names, type, place.Diagnostics, place.File.Symbols);
        ParametersUsed.In(template, place.File.UsedParameters);
        return new(template);
    }

    private static TemplateList List(YamlSequence sequence, DataType items, Place place) =>
        new([.. sequence.Items.Select(item => Read(item, items, place.About($"an item of {place.Subject}")))]);

    private static TemplateMap Object(YamlMapping mapping, ObjectType shape, Place place)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, TemplateTree>>();
        foreach (var entry in mapping.Entries)
        {
            if (shape.Find(entry.Key.Text) is { } property)
                entries.Add(new(property.Name, Read(entry.Value, property.Type, place.About($"`{property.Name}` of {place.Subject}"))));
            else
                place.Report(CallCodes.WrongArgument, $"{place.Subject} has no property `{entry.Key.Text}`", entry.Key.Location, "no such property",
                    Suggestion.Help(entry.Key.Text, shape.Properties.Select(known => known.Name), "it has"));
        }

        foreach (var property in shape.Properties)
            if (!property.Type.IsOptional && mapping.Find(property.Name) is null && !mapping.IsCut)
                place.Report(CallCodes.WrongArgument, $"{place.Subject} lacks the property `{property.Name}`", mapping.Location,
                    $"`{property.Name}` is missing");
        return new(entries.DrainToImmutable());
    }

    private static TemplateLeaf Scalar(YamlScalar scalar, DataType type, Place place)
    {
        if (scalar.IsNothing && type is not AnyType) return Wrong(scalar, place, "has no value");
        if (type is IntegerType && IntegerShape.Hint(scalar) is { } hint) return Wrong(scalar, place, $"must be {type}, not `{scalar.Text}`", hint);
        var (value, problem) = ValueText.ParseScalar(scalar.Text, scalar.IsPlain, type);
        return value is null
            ? Wrong(scalar, place, problem ?? $"must be {type}")
            : new(Expressions.Template.Of(value, type, scalar.Location));
    }

    private static TemplateLeaf Wrong(YamlNode node, Place place, string problem, Advice? help = null)
    {
        place.Report(CallCodes.WrongArgument, $"{place.Subject} {problem}", node.Location, "does not fit the parameter", help);
        return Nothing;
    }
}

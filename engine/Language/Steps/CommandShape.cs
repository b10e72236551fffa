using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Expressions.Commands;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Steps;

/// <summary>A command line that is split as a shell would, or a list of its words.</summary>
internal sealed class CommandShape : Shape<CommandTemplate>
{
    public static CommandShape Instance { get; } = new();

    public override string Noun => "a command line or a list of words";

    public override CommandTemplate Nothing { get; } = new([], new Location(new SourceText("", ""), default));

    public override CommandTemplate Read(YamlNode node, Place place)
    {
        var command = node switch
        {
            YamlScalar { IsNothing: false } scalar => CommandParser.Parse(scalar.Decoded, place.Names, place.Diagnostics, place.File.Symbols),
            YamlSequence { Items.Length: 0 } => Empty(node, place),
            YamlSequence words => CommandParser.ParseWords(
                Scalars(words, place), words.Location, place.Names, place.Diagnostics, place.File.Symbols),
            _ => Refuse(node, place),
        };
        foreach (var word in command.Words) ParametersUsed.In(word, place.File.UsedParameters);
        return command;
    }

    public override Meaning MeaningOf(YamlNode node) => new WordsMeaning(node switch
    {
        YamlScalar scalar => [.. CommandLineSplitter.Split(scalar.Decoded, new DiagnosticBag()).Select(TemplateText.Of)],
        YamlSequence words => [.. words.Items.OfType<YamlScalar>().Select(word => TemplateText.Of(word.Decoded))],
        _ => [],
    });

    public override JsonObject Schema(SchemaDefinitions definitions) => SchemaDefinitions.AnyOf(
        new JsonObject { ["type"] = "string", ["minLength"] = 1 },
        new JsonObject { ["type"] = "array", ["items"] = SchemaDefinitions.Template(Types.DataType.String), ["minItems"] = 1 });

    private CommandTemplate Empty(YamlNode node, Place place)
    {
        place.Report(StructureCodes.OutOfRange, $"{place.Subject} is an empty list", node.Location, "at least one word is needed",
            "write the program first, as in `[kubectl, version]`");
        return Nothing;
    }

    private static List<TemplateSource> Scalars(YamlSequence words, Place place)
    {
        var found = new List<TemplateSource>();
        foreach (var word in words.Items)
        {
            if (word is YamlScalar { IsNothing: true })
                place.Report(StructureCodes.NoValue, $"a word of {place.Subject} has no value", word.Location, "expected text",
                    "put it into quotes if it is meant as text");
            if (word is YamlScalar scalar) found.Add(scalar.Decoded);
            else if (word is not YamlBroken)
                place.Report(StructureCodes.WrongShape, $"a word of {place.Subject} must be text, not {word.Noun}", word.Location, "expected text");
        }

        return found;
    }
}

using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions.Commands;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Testing;

/// <summary>A pattern, with the place where it stands.</summary>
internal sealed record PlacedPattern(Pattern Pattern, Text.Location Location);

/// <summary>Text in which `*` stands for any text.</summary>
internal sealed class PatternShape : Shape<PlacedPattern>
{
    public static PatternShape Text { get; } = new("text, in which `*` stands for any text");

    /// <summary>A command as one types it: its words are what is compared, however they are quoted.</summary>
    public static PatternShape Command { get; } = new("a command, in which `*` stands for any text") { IsCommand = true };

    private PatternShape(string noun) => Noun = noun;

    private bool IsCommand { get; init; }

    public override string Noun { get; }

    public override PlacedPattern Nothing { get; } = new(new(Pattern.Any.ToString()), Places.None);

    public override PlacedPattern Read(YamlNode node, Place place)
    {
        if (node is not YamlScalar { IsNothing: false } scalar) return Refuse(node, place);
        return new(new(IsCommand ? Words(scalar, place) : scalar.Text.TrimEnd('\n')), scalar.Location);
    }

    public override Meaning MeaningOf(YamlNode node) => new TextMeaning(TextOf(node));

    public override JsonObject Schema(SchemaDefinitions definitions) => TextShape.Any.Schema(definitions);

    private static string Words(YamlScalar scalar, Place place)
    {
        var words = CommandLineSplitter.Split(scalar.Decoded, place.Diagnostics);
        if (scalar.Text.Contains(TemplateShape.Marker, StringComparison.Ordinal))
            place.Report(StructureCodes.NotApplicable, "a test has no templates", scalar.Location, "is compared with what comes of the template",
                "write the value itself, or `*`");
        return string.Join(' ', words.Select(word => word.Literal ?? ""));
    }
}

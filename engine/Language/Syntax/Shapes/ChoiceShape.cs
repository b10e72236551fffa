using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>One of a few words, each with what it means.</summary>
internal sealed class ChoiceShape(params ImmutableArray<Choice> choices) : Shape<string>
{
    /// <summary>Which rule a wrong word breaks.</summary>
    public Code Code { get; init; } = StructureCodes.WrongShape;

    public ImmutableArray<string> Words { get; } = [.. choices.Select(choice => choice.Word)];

    public override IEnumerable<(string Word, string? Meaning)> Choices => choices.Select(choice => (choice.Word, (string?)choice.Meaning));

    public override string Noun => Words.Length == 1 ? $"`{Words[0]}`" : "one of " + string.Join(", ", Words.Select(word => $"`{word}`"));

    public override string Nothing => Words[0];

    public override string Read(YamlNode node, Place place)
    {
        if (node is not YamlScalar { IsNothing: false } scalar) return Refuse(node, place);
        if (Words.Contains(scalar.Text)) return scalar.Text;
        var near = Suggestion.For(scalar.Text, Words);
        place.Report(Code, $"{place.Subject} must be {Noun}, not `{(scalar.Text.Length <= 40 ? scalar.Text : scalar.Text[..40] + "…")}`", scalar.Location,
            Words.Length == 1 ? $"expected `{Words[0]}`" : "none of its words", near is null ? null : Suggestion.DidYouMean(near));
        return Nothing;
    }

    public override JsonNode? Show(string value) => JsonValue.Create(value);

    public override Meaning MeaningOf(YamlNode node) => new TextMeaning(TextOf(node));

    public override JsonObject Schema(SchemaDefinitions definitions) => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. Words.Select(word => (JsonNode)word)]),
        // Editors of the Visual Studio Code family show one line for each word.
        ["enumDescriptions"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice.Meaning)]),
    };
}

/// <summary>A word that may stand in a place.</summary>
internal sealed record Choice(string Word, string Meaning)
{
    public static implicit operator Choice((string Word, string Meaning) choice) => new(choice.Word, choice.Meaning);
}

using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>A text that is taken as it stands, held to a form where there is one.</summary>
internal sealed class TextShape(string noun = "text") : Shape<string>
{
    public static TextShape Any { get; } = new();

    /// <summary>What the text must be like, and the code that says that it is not.</summary>
    public Func<string, bool>? IsValid { get; init; }

    public Code Code { get; init; } = StructureCodes.BadFormat;

    public string? Help { get; init; }

    /// <summary>The same rule as <see cref="IsValid"/> as a regular expression, for the schema.</summary>
    public string? Pattern { get; init; }

    private bool AllowsNumber => IsValid is not null && IsValid("1.5");

    public int? MaxLength { get; init; }

    public override string Noun => noun;

    public override string Nothing => "";

    public override string Read(YamlNode node, Place place)
    {
        if (node is not YamlScalar { IsNothing: false } scalar) return Refuse(node, place);
        if (scalar.Text.Length > MaxLength)
            place.Report(StructureCodes.OutOfRange, $"{place.Subject} has {scalar.Text.Length} characters; at most {MaxLength} are allowed",
                scalar.Location, "too long");
        if (IsValid is not null && !IsValid(scalar.Text))
            place.Report(Code, $"{place.Subject} must be {Noun}, not `{Shorten(scalar.Text)}`", scalar.Location, $"expected {Noun}", Help);
        return scalar.Text;
    }

    public override JsonNode? Show(string value) => value.Length == 0 ? null : JsonValue.Create(value);

    public override Meaning MeaningOf(YamlNode node) => new TextMeaning(TextOf(node));

    public override JsonObject Schema(SchemaDefinitions definitions)
    {
        // A plain number or true is text here, but a schema's reader sees a number or a boolean, which no pattern holds for.
        var schema = new JsonObject { ["type"] = Pattern is null ? new JsonArray("string", "number", "boolean") : AllowsNumber ? new JsonArray("string", "number") : "string" };
        if (Pattern is not null) schema["pattern"] = Pattern;
        if (MaxLength is not null) schema["maxLength"] = MaxLength;
        return schema;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

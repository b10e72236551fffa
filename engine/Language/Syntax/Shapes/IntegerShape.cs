using System.Globalization;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>A whole number, written in decimal without quotes.</summary>
internal sealed class IntegerShape(int minimum, int maximum) : Shape<int>
{
    public override string Noun => $"a whole number from {minimum} to {maximum}";

    public override int Nothing => Math.Clamp(1, minimum, maximum);

    public override int Read(YamlNode node, Place place)
    {
        if (node is not YamlScalar { IsPlain: true, IsNothing: false } scalar || Parse(scalar.Text) is not { } number)
            return Refuse(node, place, Hint(node));
        if (number >= minimum && number <= maximum) return (int)number;
        place.Report(StructureCodes.OutOfRange, $"{place.Subject} must be {Noun}, not {number}", node.Location);
        return Nothing;
    }

    /// <summary>A decimal number without leading zeros; null for all else, so that 0777 and 1_000 never mean something unexpected.</summary>
    public static long? Parse(string text)
    {
        var digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        if (digits.Length == 0 || (digits.Length > 1 && digits[0] == '0')) return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && text[0] != '+' ? number : null;
    }

    public static Advice? Hint(YamlNode node) => node switch
    {
        YamlScalar { IsPlain: false } scalar when Parse(scalar.Text) is not null => new Advice("remove the quotes: a quoted value is text", scalar.Text),
        YamlScalar { IsPlain: true, Text: ['0', _, ..] } => "write the number in decimal, without a leading 0",
        YamlScalar { IsPlain: true, Text: ['+' or '-' or (>= '0' and <= '9'), ..] text } when Parse(text) is null => "write a whole number in decimal digits only",
        _ => null,
    };

    public override JsonNode? Show(int value) => JsonValue.Create(value);

    public override Meaning MeaningOf(YamlNode node) => new TextMeaning(TextOf(node));

    public override JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum };
}

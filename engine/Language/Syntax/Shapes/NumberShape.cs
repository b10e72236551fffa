using System.Globalization;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>A number that may have a fraction.</summary>
internal sealed class NumberShape(double minimum, double maximum) : Shape<double>
{
    public override string Noun => string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}");

    public override double Nothing => minimum;

    public override double Read(YamlNode node, Place place)
    {
        if (node is not YamlScalar { IsPlain: true, IsNothing: false } scalar
            || !double.TryParse(scalar.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return Refuse(node, place, IntegerShape.Hint(node));
        if (number >= minimum && number <= maximum) return number;
        place.Report(StructureCodes.OutOfRange, $"{place.Subject} must be {Noun}, not {scalar.Text}", node.Location);
        return Nothing;
    }

    public override JsonNode? Show(double value) => JsonValue.Create(value);

    public override Meaning MeaningOf(YamlNode node) =>
        new TextMeaning(double.TryParse(TextOf(node), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : TextOf(node));

    public override JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["type"] = "number", ["minimum"] = minimum, ["maximum"] = maximum };
}

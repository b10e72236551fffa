using System.Text.Json.Nodes;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>A span of time such as 90s, 30m or 1h30m.</summary>
internal sealed class DurationShape : Shape<TimeSpan>
{
    public const string Pattern = "^(?=[0-9])([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$";

    public static DurationShape Instance { get; } = new();

    public override string Noun => "a duration such as 30s";

    public override TimeSpan Nothing => TimeSpan.FromSeconds(1);

    public override TimeSpan Read(YamlNode node, Place place) =>
        node is YamlScalar { IsNothing: false } scalar && DurationText.TryParse(scalar.Text, out var duration)
            ? duration
            : Refuse(node, place, Hint(node));

    public static string? Hint(YamlNode node) =>
        node is YamlScalar scalar && IntegerShape.Parse(scalar.Text) is { } number && number >= 0 ? $"add a unit: {number}s, {number}m or {number}h" : null;

    public override JsonNode? Show(TimeSpan value) => JsonValue.Create(DurationText.Format(value));

    public override JsonObject Schema(SchemaDefinitions definitions) => new() { ["type"] = "string", ["pattern"] = Pattern };
}

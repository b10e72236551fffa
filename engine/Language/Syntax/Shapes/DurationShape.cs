using System.Buffers;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax.Shapes;

/// <summary>A span of time such as 90s, 30m or 1h30m.</summary>
internal sealed class DurationShape : Shape<TimeSpan>
{
    public const string Pattern = "^(?=[0-9])([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$";

    public static DurationShape Instance { get; } = new();

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>One that is longer than nothing.</summary>
    public static DurationShape Positive { get; } = new() { IsPositive = true };

    private bool IsPositive { get; init; }

    public override string Noun => "a duration such as 30s";

    public override TimeSpan Nothing => TimeSpan.FromSeconds(1);

    public override TimeSpan Read(YamlNode node, Place place)
    {
        if (node is not YamlScalar { IsNothing: false } scalar || !DurationText.TryParse(scalar.Text, out var duration))
            return Refuse(node, place, Hint(node));
        if (IsPositive) RefuseNothing(duration, scalar, place);
        return duration;
    }

    /// <summary>Reports a duration of no length.</summary>
    public static void RefuseNothing(TimeSpan duration, YamlScalar scalar, Place place)
    {
        if (duration == TimeSpan.Zero)
            place.Report(StructureCodes.OutOfRange, $"{place.Subject} is no time at all", scalar.Location, "must be longer than nothing",
                "write how long, such as 30s, or remove the key");
    }

    /// <summary>How to write what looks like a duration but is none; null where it does not.</summary>
    public static Advice? Hint(YamlNode node) => node switch
    {
        YamlScalar scalar when IntegerShape.Parse(scalar.Text) is { } number && number >= 0 => $"add a unit: {number}s, {number}m or {number}h",
        YamlScalar { IsNothing: false } scalar when DurationText.TryParse(scalar.Text, out _) => null,
        YamlScalar { IsNothing: false } scalar when scalar.Text.AsSpan().ContainsAny(Digits) && scalar.Text.Length < 40 =>
            $"write it as 90s, 30m, 24h, 7d or 1h30m: whole numbers, the larger unit first, at most {DurationText.Longest.Days} days",
        YamlScalar { IsNothing: false } => "write it as 90s, 30m, 24h, 7d or 1h30m",
        _ => null,
    };

    public override JsonNode? Show(TimeSpan value) => JsonValue.Create(DurationText.Format(value));

    public override Meaning MeaningOf(YamlNode node) =>
        new TextMeaning(DurationText.TryParse(TextOf(node), out var duration) ? DurationText.Format(duration) : TextOf(node));

    public override JsonObject Schema(SchemaDefinitions definitions) => new() { ["type"] = "string", ["pattern"] = Pattern };
}

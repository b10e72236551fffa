using System.Diagnostics;
using System.Globalization;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Types;

/// <summary>A text read as a type: the value, or why there is none, as it follows a name ("is no duration: ...").</summary>
public readonly record struct Converted(Value? Value, string? Problem)
{
    public static Converted Failed(string problem) => new(null, problem);
}

/// <summary>Text to values and back: for the command line, the environment, YAML scalars and templates.</summary>
public static class ValueText
{
    /// <summary>
    /// Reads text as a value of the type and checks it. A list is JSON where it begins with `[`, else items between commas; an
    /// object is JSON.
    /// </summary>
    public static Converted Parse(string text, DataType type)
    {
        var converted = Read(text, type);
        return converted.Value is { } value && ValueCheck.Problem(value, type) is { } problem ? Converted.Failed(problem)
            : converted;
    }

    /// <summary>
    /// Reads a YAML scalar. Where the type leaves it open (`any`), a plain scalar is null, a boolean or a number if it looks
    /// like one by YAML's core schema, and a quoted one is text.
    /// </summary>
    public static Converted ParseScalar(string text, bool isPlain, DataType type)
    {
        if (isPlain && IsNull(text) && (type.IsOptional || type is AnyType)) return new(Value.Null, null);
        if (type is AnyType) return new(isPlain ? Guess(text) : Value.Of(text), null);
        return type is ListType or ObjectType ? Converted.Failed($"is text, but must be {type}") : Parse(text, type);
    }

    /// <summary>The text that a value has in a template, a command or a list that is joined; null for lists and maps.</summary>
    public static string? Of(Value value) => value switch
    {
        TextValue text => text.Text,
        NullValue => "",
        BooleanValue boolean => boolean.Boolean ? "true" : "false",
        IntegerValue integer => integer.Integer.ToString(CultureInfo.InvariantCulture),
        NumberValue number => number.Number.ToString("R", CultureInfo.InvariantCulture),
        DurationValue duration => DurationText.Format(duration.Duration),
        _ => null,
    };

    private static Converted Read(string text, DataType type) => type switch
    {
        StringType or EnumType => new(Value.Of(text), null),
        IntegerType => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? new(Value.Of(integer), null)
            : Converted.Failed($"is no integer: {Quote(text)}"),
        NumberType => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? new(new NumberValue(number), null)
            : Converted.Failed($"is no number: {Quote(text)}"),
        BooleanType => text switch
        {
            "true" => new(Value.Of(true), null),
            "false" => new(Value.Of(false), null),
            _ => Converted.Failed($"is neither true nor false: {Quote(text)}"),
        },
        DurationType => DurationText.TryParse(text, out var duration)
            ? new(new DurationValue(duration), null)
            : Converted.Failed($"is no duration: {Quote(text)}; write it as 90s, 30m, 24h or 1h30m"),
        AnyType => new(Value.Of(text), null),
        ListType list => ReadList(text, list),
        ObjectType => FromJson(text, type),
        _ => throw new UnreachableException(),
    };

    private static Converted ReadList(string text, ListType type)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.StartsWith("[")) return FromJson(text, type);
        if (trimmed.IsEmpty) return new(Value.Of(Enumerable.Empty<Value>()), null);
        var items = new List<Value>();
        foreach (var part in text.Split(','))
        {
            var item = Read(part.Trim(), type.Items);
            if (item.Value is null) return Converted.Failed($"item {items.Count + 1} {item.Problem}");
            items.Add(item.Value);
        }
        return new(Value.Of(items), null);
    }

    private static Converted FromJson(string text, DataType type)
    {
        var (value, problem) = ValueJson.Parse(text);
        return value is null ? Converted.Failed($"is no JSON: {problem}") : new(ValueCheck.Shaped(value, type), null);
    }

    private static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    private static Value Guess(string text)
    {
        if (IsNull(text)) return Value.Null;
        if (text is "true" or "True" or "TRUE") return Value.Of(true);
        if (text is "false" or "False" or "FALSE") return Value.Of(false);
        if (text.Length == 0 || !(char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')) return Value.Of(text);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var integer)) return Value.Of(integer);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new NumberValue(number)
            : Value.Of(text);
    }

    internal static string Quote(string text) => text.Length <= 60 ? $"`{text}`" : $"`{text[..57]}...`";
}

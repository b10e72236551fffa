using System.Collections.Immutable;
using System.Diagnostics;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Types;

/// <summary>Holds values to types.</summary>
public static class ValueCheck
{
    /// <summary>
    /// Why the value is not of the type, as it follows the value's name ("must be at least 1, not 0"); null where it is. Secret
    /// values are never quoted.
    /// </summary>
    public static string? Problem(Value value, DataType type)
    {
        if (value is NullValue) return type.IsOptional || type is AnyType ? null : $"must be {type}, but there is no value";
        return (type, value) switch
        {
            (AnyType, _) => null,
            (StringType text, TextValue given) => TextProblem(given, text),
            (EnumType choice, TextValue given) => choice.Values.Contains(given.Text) ? null : EnumProblem(given, choice),
            (IntegerType range, IntegerValue given) => RangeProblem(given, range),
            (NumberType, IntegerValue or NumberValue) => null,
            (BooleanType, BooleanValue) => null,
            (DurationType, DurationValue) => null,
            (ListType list, ListValue given) => ListProblem(given, list),
            (ObjectType shape, MapValue given) => ObjectProblem(given, shape),
            _ => $"must be {type}, not {Kind(value)}",
        };
    }

    /// <summary>
    /// A value that came as JSON or as text, in the form that its type asks for: durations from text, whole numbers from numbers
    /// without fraction. What does not fit stays as it is, for <see cref="Problem"/> to say so.
    /// </summary>
    public static Value Shaped(Value value, DataType type) => (type, value) switch
    {
        (DurationType, TextValue text) when DurationText.TryParse(text.Text, out var duration) =>
            new DurationValue(duration) { IsSecret = value.IsSecret },
        (StringType or EnumType, IntegerValue or NumberValue or BooleanValue or DurationValue) =>
            new TextValue(ValueText.Of(value)!) { IsSecret = value.IsSecret },
        (ListType list, ListValue given) => given with { Items = [.. given.Items.Select(item => Shaped(item, list.Items))] },
        (ObjectType shape, MapValue given) => given with
        {
            Entries = [.. given.Entries.Select(entry => shape.Find(entry.Key) is { } property
                ? KeyValuePair.Create(entry.Key, Shaped(entry.Value, property.Type))
                : entry)],
        },
        _ => value,
    };

    /// <summary>What kind of value it is, for messages.</summary>
    public static string Kind(Value value) => value switch
    {
        NullValue => "null",
        TextValue => "string",
        BooleanValue => "boolean",
        IntegerValue => "integer",
        NumberValue => "number",
        DurationValue => "duration",
        ListValue => "list",
        MapValue => "object",
        _ => throw new UnreachableException(),
    };

    private static string? TextProblem(TextValue value, StringType type)
    {
        if (type.MaxLength is { } longest && value.Text.Length > longest)
            return $"must be at most {longest} characters long, not {value.Text.Length}";
        if (TextFormats.Problem(value.Text, type.Format) is { } problem) return $"{problem}{But(value)}";
        return type.Pattern is { } pattern ? PatternProblem(value, pattern) : null;
    }

    private static string? PatternProblem(TextValue value, string pattern) => TextPattern.Of(pattern) switch
    {
        null => $"cannot be matched: `{pattern}` is no regular expression",
        { } made => made.Matches(value.Text) ? null : $"must match `{pattern}`{But(value)}",
    };

    private static string EnumProblem(TextValue value, EnumType type)
    {
        var near = value.IsSecret ? null : Suggestion.For(value.Text, type.Values);
        return $"must be one of {string.Join(", ", type.Values)}{But(value)}" + (near is null ? "" : $"; did you mean `{near}`?");
    }

    private static string? RangeProblem(IntegerValue value, IntegerType type)
    {
        var but = value.IsSecret ? "" : $", not {value.Integer}";
        if (type.Minimum is { } minimum && value.Integer < minimum) return $"must be at least {minimum}{but}";
        return type.Maximum is { } maximum && value.Integer > maximum ? $"must be at most {maximum}{but}" : null;
    }

    private static string? ListProblem(ListValue value, ListType type)
    {
        if (type.MinItems is { } least && value.Items.Length < least)
            return $"must have at least {least} {(least == 1 ? "item" : "items")}, not {value.Items.Length}";
        for (var i = 0; i < value.Items.Length; i++)
            if (Problem(value.Items[i].MarkedSecret(value.IsSecret), type.Items) is { } problem) return $"item {i + 1} {problem}";
        return null;
    }

    private static string? ObjectProblem(MapValue value, ObjectType type)
    {
        foreach (var property in type.Properties)
        {
            if (Problem((value[property.Name] ?? Value.Null).MarkedSecret(value.IsSecret), property.Type) is { } problem)
                return $"property `{property.Name}` {problem}";
        }
        var known = type.Properties.Select(property => property.Name).ToImmutableArray();
        foreach (var entry in value.Entries)
        {
            if (known.Contains(entry.Key)) continue;
            var near = Suggestion.For(entry.Key, known);
            return $"has no property `{entry.Key}`" + (near is null ? "" : $"; did you mean `{near}`?");
        }
        return null;
    }

    private static string But(TextValue value) => value.IsSecret ? "" : $", not {ValueText.Quote(value.Text)}";
}

using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions;

/// <summary>How values compare, as in Scriban: where either is text, both are compared as text, by character codes.</summary>
internal static class Comparison
{
    public static bool AreEqual(Value left, Value right) => (left, right) switch
    {
        (NullValue, NullValue) => true,
        (NullValue, _) or (_, NullValue) => false,
        (IntegerValue a, IntegerValue b) => a.Integer == b.Integer,
        (BooleanValue a, BooleanValue b) => a.Boolean == b.Boolean,
        (DurationValue a, DurationValue b) => a.Duration == b.Duration,
        (IntegerValue or NumberValue, IntegerValue or NumberValue) => NumberOf(left).Equals(NumberOf(right)),
        (ListValue or MapValue, _) or (_, ListValue or MapValue) => KeyOf(left) == KeyOf(right),
        (TextValue, _) or (_, TextValue) => ValueText.Of(left) == ValueText.Of(right),
        _ => false,
    };

    /// <summary>Negative, zero or positive; null where the two have no order, which makes every comparison false.</summary>
    public static int? Order(Value left, Value right) => (left, right) switch
    {
        (NullValue or ListValue or MapValue, _) or (_, NullValue or ListValue or MapValue) => null,
        (IntegerValue a, IntegerValue b) => a.Integer.CompareTo(b.Integer),
        (IntegerValue or NumberValue, IntegerValue or NumberValue) => NumberOf(left).CompareTo(NumberOf(right)),
        (DurationValue a, DurationValue b) => a.Duration.CompareTo(b.Duration),
        (TextValue, _) or (_, TextValue) => string.CompareOrdinal(ValueText.Of(left), ValueText.Of(right)),
        _ => null,
    };

    public static double NumberOf(Value value) => value switch
    {
        IntegerValue integer => integer.Integer,
        NumberValue number => number.Number,
        _ => double.NaN,
    };

    /// <summary>Text that is the same for equal values and different for others.</summary>
    public static string KeyOf(Value value) =>
        value is not NullValue && ValueText.Of(value) is { } text ? "=" + text : ValueJson.Text(value);
}

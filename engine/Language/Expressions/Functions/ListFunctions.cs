using System.Collections.Immutable;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using static MeshRunbook.Language.Expressions.Functions.Arguments;

namespace MeshRunbook.Language.Expressions.Functions;

/// <summary>Functions that pick from lists, or put lists together.</summary>
internal static class ListFunctions
{
    public static IEnumerable<Function> All { get; } =
    [
        new("join", "the items as one text with SEP between them", "join ['a', 'b'] ','", [TakesList("LIST"), TakesText("SEP")],
            Always(DataType.String), a => NotTextual("join", a[0].Items())
                ?? Value.Of(string.Join(a[1].AsText(), a[0].Items().Select(Arguments.AsText)))),
        new("size", "how many items a list has, or characters a text", "size ['a', 'b']",
            [new("X", DataType.ListOf(DataType.Any)) { OrType = DataType.String }], Always(DataType.Integer),
            a => Value.Of(a[0] is ListValue ? a[0].Count() : a[0].AsText().Length)),
        new("contains", "whether a list has the item X, or a text the part X", "contains ['a', 'b'] 'a'",
            [new("IN", DataType.ListOf(DataType.Any)) { OrType = DataType.String }, TakesAny("X")],
            Always(DataType.Boolean), Contains),
        new("concat", "the items of both lists, one list after the other", "concat ['a'] ['b']",
            [TakesList("LIST"), TakesList("MORE")],
            a => DataType.ListOf(a[0].Items().CommonWith(a[1].Items())),
            a => Value.Of(a[0].Items().Concat(a[1].Items()))) { KeepsMarks = true },
        new("without", "the items of LIST that are not in OTHER", "without ['a', 'b'] ['b']",
            [TakesList("LIST"), TakesList("OTHER")],
            a => DataType.ListOf(a[0].Items()), a => Without(a[0], a[1])) { KeepsMarks = true },
        new("unique", "the items, each once, in the order of their first occurrence", "unique ['a', 'b', 'a']",
            [TakesList("LIST")],
            a => DataType.ListOf(a[0].Items()), a => Value.Of(a[0].Items().DistinctBy(Comparison.KeyOf))) { KeepsMarks = true },
        new("sort", "the items in order: numbers by size, text by its characters' codes", "sort ['b', 'a']", [TakesList("LIST")],
            a => DataType.ListOf(a[0].Items()), a => Sorted(a[0])) { KeepsMarks = true },
        new("first", "the first item, or null", "first ['a', 'b']", [TakesList("LIST")],
            a => a[0].Items().Optional(), a => a[0].Items().FirstOrDefault() ?? Value.Null) { KeepsMarks = true },
        new("last", "the last item, or null", "last ['a', 'b']", [TakesList("LIST")],
            a => a[0].Items().Optional(), a => a[0].Items().LastOrDefault() ?? Value.Null) { KeepsMarks = true },
    ];

    private static Evaluated Contains(ImmutableArray<Value> a)
    {
        if (a[0] is ListValue) return Value.Of(a[0].Items().Any(item => Comparison.AreEqual(item, a[1])));
        return a[1] is ListValue or MapValue
            ? Evaluated.Failed($"`contains` looks for text in text, not for {ValueCheck.Kind(a[1])}")
            : Value.Of(a[0].AsText().Contains(a[1].AsText(), StringComparison.Ordinal));
    }

    private static Value Without(Value list, Value other)
    {
        var gone = other.Items().Select(Comparison.KeyOf).ToHashSet(StringComparer.Ordinal);
        return Value.Of(list.Items().Where(item => !gone.Contains(Comparison.KeyOf(item))));
    }

    private static Evaluated Sorted(Value list)
    {
        var items = list.Items().ToList();
        if (NotTextual("sort", items) is { } problem) return problem;
        return items.All(item => item is IntegerValue or NumberValue)
            ? Value.Of(items.OrderBy(Comparison.NumberOf))
            : items.All(item => item is DurationValue)
                ? Value.Of(items.OrderBy(item => ((DurationValue)item).Duration))
                : Value.Of(items.OrderBy(Arguments.AsText, StringComparer.Ordinal));
    }
}

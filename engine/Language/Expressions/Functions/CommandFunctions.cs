using System.Collections.Immutable;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using static MeshRunbook.Language.Expressions.Functions.Arguments;

namespace MeshRunbook.Language.Expressions.Functions;

/// <summary>Functions for optional parts of a command, and for values that may be missing.</summary>
internal static class CommandFunctions
{
    private static readonly DataType Words = DataType.ListOf(DataType.String);

    public static IEnumerable<Function> All { get; } =
    [
        new("default", "VALUE, or FALLBACK where it is null or empty text", "default params.context 'none'",
            [new("VALUE", DataType.Any.Optional()), new("FALLBACK", DataType.Any.Optional())],
            a => a[0].Type.Required().CommonWith(a[1].Type), a => a[0].IsBlank() ? a[1] : a[0]) { KeepsMarks = true },
        new("flag", "the two words NAME and VALUE, or none where VALUE is null or empty text: an optional flag of a command",
            "flag '--context' params.context", [TakesText("NAME"), new("VALUE", DataType.Any.Optional())],
            Always(Words), Flag) { KeepsMarks = true },
        new("flags", "for each item the two words NAME and item: a flag that may be repeated", "flags '-f' params.files",
            [TakesText("NAME"), TakesList("LIST")], Always(Words),
            a => NotTextual("flags", a[1].Items())
                ?? Value.Of(a[1].Items().SelectMany(item => new[] { a[0], Worded(item) }))) { KeepsMarks = true },
        new("prefix_each", "each item with PREFIX put before it", "prefix_each 'namespace/' params.namespaces",
            [TakesText("PREFIX"), TakesList("LIST")], Always(Words), Prefixed) { KeepsMarks = true },
    ];

    private static Evaluated Flag(ImmutableArray<Value> a)
    {
        if (a[1].IsBlank()) return Value.Of(Enumerable.Empty<Value>());
        return NotTextual("flag", [a[1]]) is null
            ? Value.Of([a[0], Worded(a[1])])
            : Evaluated.Failed($"`flag` takes one value, not {ValueCheck.Kind(a[1])}; `flags` repeats a flag for each item of a list");
    }

    private static Evaluated Prefixed(ImmutableArray<Value> a) => NotTextual("prefix_each", a[1].Items()) ??
        Value.Of(a[1].Items().Select(item =>
            Value.Of(a[0].AsText() + item.AsText()).MarkedSecret(a[0].IsSecret || item.IsSecret)));

    private static Value Worded(Value value) =>
        value is TextValue ? value : Value.Of(value.AsText()).MarkedSecret(value.IsSecret);
}

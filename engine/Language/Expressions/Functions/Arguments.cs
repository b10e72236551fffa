using System.Collections.Immutable;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions.Functions;

/// <summary>How functions look at their arguments, whose types were checked before unless they are `any`.</summary>
internal static class Arguments
{
    public static FunctionParameter TakesText(string name) => new(name, DataType.String);

    public static FunctionParameter TakesList(string name) => new(name, DataType.ListOf(DataType.Any));

    public static FunctionParameter TakesAny(string name) => new(name, DataType.Any);

    /// <summary>The items of a list, each marked secret where the whole list is.</summary>
    public static IEnumerable<Value> Items(this Value list) =>
        list is ListValue given ? given.Items.Select(item => item.MarkedSecret(list.IsSecret)) : [];

    public static int Count(this Value list) => list is ListValue given ? given.Items.Length : 0;

    /// <summary>The text form; lists and maps have none, and are refused before a function is applied.</summary>
    public static string AsText(this Value value) => ValueText.Of(value) ?? "";

    /// <summary>Whether the value is null or empty text.</summary>
    public static bool IsBlank(this Value value) => value is NullValue or TextValue { Text: "" };

    /// <summary>The type of a list argument's items.</summary>
    public static DataType Items(this Expression list) => list.Type is ListType type ? type.Items : DataType.Any;

    public static Func<ImmutableArray<Expression>, DataType> Always(DataType type) => _ => type;

    /// <summary>Why the value has no place in text, for functions that make text of a list's items; null where it has
    /// one.</summary>
    public static Evaluated? NotTextual(string function, IEnumerable<Value> items)
    {
        var position = 0;
        foreach (var item in items)
        {
            position++;
            if (item is ListValue or MapValue)
                return Evaluated.Failed($"`{function}` needs items that are text, but item {position} is {ValueCheck.Kind(item)}");
        }
        return null;
    }
}

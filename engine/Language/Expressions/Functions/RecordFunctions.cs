using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using static MeshRunbook.Language.Expressions.Functions.Arguments;

namespace MeshRunbook.Language.Expressions.Functions;

/// <summary>Functions that look into objects.</summary>
internal static class RecordFunctions
{
    private static readonly FunctionParameter Objects = TakesList("LIST");

    public static IEnumerable<Function> All { get; } =
    [
        new("keys", "the names of an object's members, in order", "keys params.labels",
            [new("OBJECT", new ObjectType([]))], Always(DataType.ListOf(DataType.String)),
            a => Value.Of(((MapValue)a[0]).Entries.Select(entry => entry.Key))),
        new("map", "of each object in a list the member FIELD", "map params.clusters 'context'", [Objects, TakesText("FIELD")],
            a => DataType.ListOf(Member(a[0], a[1])), a => Mapped(a[0], a[1].AsText())) { KeepsMarks = true },
        new("where", "those objects of a list whose member FIELD equals VALUE", "where params.clusters 'zone' 'a'",
            [Objects, TakesText("FIELD"), TakesAny("VALUE")], a => DataType.ListOf(a[0].Items()),
            a => Where(a[0], a[1].AsText(), a[2])) { KeepsMarks = true },
    ];

    private static DataType Member(Expression list, Expression field) =>
        list.Items() is ObjectType type && field is LiteralExpression { Value: TextValue name }
            ? type.Find(name.Text)?.Type ?? DataType.Any
            : DataType.Any;

    private static Evaluated Mapped(Value list, string field)
    {
        if (NotAnObject("map", list) is { } problem) return problem;
        return Value.Of(list.Items().Select(item => (((MapValue)item)[field] ?? Value.Null).MarkedSecret(item.IsSecret)));
    }

    private static Evaluated Where(Value list, string field, Value value)
    {
        if (NotAnObject("where", list) is { } problem) return problem;
        return Value.Of(list.Items().Where(item => Comparison.AreEqual(((MapValue)item)[field] ?? Value.Null, value)));
    }

    private static Evaluated? NotAnObject(string function, Value list)
    {
        var position = 0;
        foreach (var item in list.Items())
        {
            position++;
            if (item is not MapValue)
                return Evaluated.Failed($"`{function}` needs a list of objects, but item {position} is {ValueCheck.Kind(item)}");
        }
        return null;
    }
}

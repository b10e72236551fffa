namespace MeshRunbook.Language.Types;

/// <summary>Which types can stand for which others.</summary>
public static class TypeRelations
{
    /// <summary>
    /// Whether a value of <paramref name="from"/> may be given where <paramref name="to"/> is asked for. What can be judged only
    /// with the value at hand (formats, ranges, members of `any`) is allowed here and checked when the value is there.
    /// </summary>
    public static bool IsAssignableTo(this DataType from, DataType to)
    {
        if (to is AnyType) return true;
        if (from.IsOptional && !to.IsOptional) return false;
        return (from, to) switch
        {
            (AnyType, _) => true,
            (EnumType given, EnumType asked) => given.Values.Any(asked.Values.Contains),
            (StringType or EnumType, StringType or EnumType) => true,
            (IntegerType, IntegerType or NumberType) => true,
            (NumberType, NumberType) => true,
            (BooleanType, BooleanType) => true,
            (DurationType, DurationType) => true,
            (ListType given, ListType asked) => given.Items.IsAssignableTo(asked.Items),
            (ObjectType given, ObjectType asked) => asked.Properties.All(property =>
                given.Find(property.Name) is { } match ? match.Type.IsAssignableTo(property.Type) : property.Type.IsOptional),
            _ => false,
        };
    }

    /// <summary>Whether values of the type can be put into text: everything but lists and objects.</summary>
    public static bool HasTextForm(this DataType type) => type is not (ListType or ObjectType);

    /// <summary>The narrowest type that holds values of both.</summary>
    public static DataType CommonWith(this DataType a, DataType b)
    {
        if (a.Equals(b)) return a;
        var optional = a.IsOptional || b.IsOptional;
        var (left, right) = (a.Required(), b.Required());
        DataType common =
            IsNull(a) ? right
            : IsNull(b) ? left
            : left.Equals(right) ? left
            : (left, right) switch
            {
                (StringType or EnumType, StringType or EnumType) => DataType.String,
                (IntegerType, IntegerType) => DataType.Integer,
                (IntegerType or NumberType, IntegerType or NumberType) => new NumberType(),
                (ListType l, ListType r) => DataType.ListOf(l.Items.CommonWith(r.Items)),
                _ => DataType.Any,
            };
        return optional ? common.Optional() : common;
    }

    /// <summary>Whether only null is of this type.</summary>
    public static bool IsNull(this DataType type) => type is AnyType { IsOptional: true };
}

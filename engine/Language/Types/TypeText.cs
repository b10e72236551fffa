using System.Diagnostics;

namespace MeshRunbook.Language.Types;

/// <summary>Types as people write them.</summary>
internal static class TypeText
{
    public static string Of(DataType type) => type.IsOptional ? Name(type) + "?" : Name(type);

    private static string Name(DataType type) => type switch
    {
        AnyType => "any",
        StringType { Format: TextFormat.Plain } => "string",
        StringType text => Keyword(text.Format),
        IntegerType => "integer",
        NumberType => "number",
        BooleanType => "boolean",
        DurationType => "duration",
        EnumType { Values: var values } => $"enum<{string.Join("|", values)}>",
        ListType { Items: var items } => $"list<{Of(items)}>",
        ObjectType { Properties: var properties } =>
            $"object<{string.Join(", ", properties.Select(p => $"{p.Name}: {Of(p.Type)}"))}>",
        _ => throw new UnreachableException(),
    };

    /// <summary>The word of the language for a format.</summary>
    public static string Keyword(TextFormat format) => format switch
    {
        TextFormat.Plain => "string",
        TextFormat.Path => "path",
        TextFormat.Dns1035 => "dns1035",
        TextFormat.Dns1123 => "dns1123",
        TextFormat.Semver => "semver",
        TextFormat.Url => "url",
        _ => throw new UnreachableException(),
    };
}

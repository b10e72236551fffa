using System.Collections.Immutable;

namespace MeshRunbook.Language.Types;

/// <summary>What a parameter, an output or an expression can hold.</summary>
public abstract record DataType
{
    private protected DataType() { }

    /// <summary>Whether the value may be absent (null); such a value needs `??` or `default` before it is used.</summary>
    public bool IsOptional { get; init; }

    public static DataType Any { get; } = new AnyType();

    public static DataType String { get; } = new StringType(TextFormat.Plain);

    public static DataType Integer { get; } = new IntegerType(null, null);

    public static DataType Boolean { get; } = new BooleanType();

    public static DataType Duration { get; } = new DurationType();
}

/// <summary>Known only when the run gets there, such as parsed JSON.</summary>
public sealed record AnyType : DataType;

/// <summary>Text of a format; <paramref name="MaxLength"/> in UTF-16 units, <paramref name="Pattern"/> a regular expression for the whole text.</summary>
public sealed record StringType(TextFormat Format, int? MaxLength = null, string? Pattern = null) : DataType;

public sealed record IntegerType(long? Minimum, long? Maximum) : DataType;

public sealed record NumberType : DataType;

public sealed record BooleanType : DataType;

public sealed record DurationType : DataType;

public sealed record EnumType(ImmutableArray<string> Values) : DataType;

public sealed record ListType(DataType Items, int? MinItems = null) : DataType;

public sealed record ObjectType(ImmutableArray<Property> Properties) : DataType;

/// <summary>A named member of an object; <see cref="DataType.IsOptional"/> of its type tells whether it may be left out.</summary>
public sealed record Property(string Name, DataType Type, string? Description);

using System.Collections.Immutable;

namespace MeshRunbook.Language.Types;

/// <summary>What a parameter, an output or an expression can hold.</summary>
public abstract record DataType
{
    private protected DataType() { }

    /// <summary>Whether the value may be absent (null); such a value needs `??` or `default` before it is used.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The type as people write it, such as `list&lt;string&gt;`; a `?` at the end marks an optional one.</summary>
    public sealed override string ToString() => TypeText.Of(this);

    /// <summary>The same type, whose value may be absent.</summary>
    public DataType Optional() => IsOptional ? this : this with { IsOptional = true };

    /// <summary>The same type, whose value is there.</summary>
    public DataType Required() => IsOptional ? this with { IsOptional = false } : this;

    public static DataType ListOf(DataType items) => new ListType(items);

    public static DataType Any { get; } = new AnyType();

    public static DataType String { get; } = new StringType(TextFormat.Plain);

    public static DataType Integer { get; } = new IntegerType(null, null);

    public static DataType Boolean { get; } = new BooleanType();

    public static DataType Duration { get; } = new DurationType();
}

/// <summary>Known only when the run gets there, such as parsed JSON; null is one of its values.</summary>
public sealed record AnyType : DataType;

/// <summary>Text of a format; <paramref name="MaxLength"/> in UTF-16 units, <paramref name="Pattern"/> a regular expression for
/// the whole text.</summary>
public sealed record StringType(TextFormat Format, int? MaxLength = null, string? Pattern = null) : DataType;

public sealed record IntegerType(long? Minimum, long? Maximum) : DataType;

public sealed record NumberType : DataType;

public sealed record BooleanType : DataType;

public sealed record DurationType : DataType;

public sealed record EnumType(ImmutableArray<string> Values) : DataType
{
    public bool Equals(EnumType? other) =>
        other is not null && IsOptional == other.IsOptional && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(IsOptional, Values.Length);
}

public sealed record ListType(DataType Items, int? MinItems = null) : DataType;

public sealed record ObjectType(ImmutableArray<Property> Properties) : DataType
{
    public bool Equals(ObjectType? other) =>
        other is not null && IsOptional == other.IsOptional && Properties.SequenceEqual(other.Properties);

    public override int GetHashCode() => HashCode.Combine(IsOptional, Properties.Length);

    /// <summary>The property of this name, or null.</summary>
    public Property? Find(string name) => Properties.FirstOrDefault(property => property.Name == name);
}

/// <summary>A named member of an object; <see cref="DataType.IsOptional"/> of its type tells whether it may be left
/// out.</summary>
public sealed record Property(string Name, DataType Type, string? Description);

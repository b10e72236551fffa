using System.Collections.Immutable;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions;

/// <summary>A function of the language: its name, what it takes and yields, and how.</summary>
/// <param name="Yields">The type of the result for these arguments, which fit the parameters.</param>
/// <param name="Apply">Never throws; gets a null value for each optional parameter that was left out.</param>
public sealed record Function(
    string Name,
    string Description,
    string Example,
    ImmutableArray<FunctionParameter> Parameters,
    Func<ImmutableArray<Expression>, DataType> Yields,
    Func<ImmutableArray<Value>, Evaluated> Apply)
{
    /// <summary>
    /// Whether the result's parts bear their own secret marks, because the function only picks or rearranges its arguments. The
    /// result of any other function is secret as a whole where an argument holds a secret.
    /// </summary>
    public bool KeepsMarks { get; init; }

    public int RequiredCount => Parameters.Count(parameter => !parameter.IsOptional);

    /// <summary>How it is called, such as `join LIST SEP`; brackets stand around what may be left out.</summary>
    public string Signature =>
        string.Join(' ', Parameters.Select(p => p.IsOptional ? $"[{p.Name}]" : p.Name).Prepend(Name));

    public bool Equals(Function? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}

/// <summary>A parameter of a function; an optional one may be left out. One whose type is optional may be given null.</summary>
public sealed record FunctionParameter(string Name, DataType Type, bool IsOptional = false)
{
    /// <summary>Another type that it takes as well, or null.</summary>
    public DataType? OrType { get; init; }

    public bool Accepts(DataType type) => type.IsAssignableTo(Type) || (OrType is not null && type.IsAssignableTo(OrType));

    public string TypeName => OrType is null ? Type.ToString() : $"{Type} or {OrType}";
}

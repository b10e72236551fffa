using System.Collections.Immutable;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions;

/// <summary>A function of the language: its name, what it takes and yields, and how.</summary>
public sealed record Function(
    string Name,
    string Description,
    ImmutableArray<FunctionParameter> Parameters,
    Func<ImmutableArray<DataType>, DataType> Yields,
    Func<ImmutableArray<Value>, Evaluated> Apply);

/// <summary>A parameter of a function; an optional one may be left out.</summary>
public sealed record FunctionParameter(string Name, DataType Type, bool IsOptional = false);

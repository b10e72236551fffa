using System.Collections.Immutable;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions;

/// <summary>A checked expression of the Scriban subset: names are bound, functions exist, types fit.</summary>
public abstract record Expression(Location Location)
{
    /// <summary>What the expression yields, as far as it is known before the run.</summary>
    public required Types.DataType Type { get; init; }
}

public sealed record LiteralExpression(Value Value, Location Location) : Expression(Location);

/// <summary>A bound name: `params.x`, `steps.id.outputs.name`, a loop's variable, `run.id`, or `stdout` in an output.</summary>
public sealed record ReferenceExpression(Reference Target, Location Location) : Expression(Location);

/// <summary>A member of an object; null where the object lacks it.</summary>
/// <param name="IsOptional">Written `?.`: a member of null is null, not a problem.</param>
public sealed record MemberExpression(Expression Object, string Name, bool IsOptional, Location Location) : Expression(Location);

/// <summary>An item of a list, counted from 0, or from the end where negative; or a member of an object.</summary>
public sealed record IndexExpression(Expression Object, Expression Index, Location Location) : Expression(Location);

/// <summary>`f a b`, or `a | f b` with the piped value first; optional arguments that were left out are left out here
/// too.</summary>
public sealed record CallExpression(Function Function, ImmutableArray<Expression> Arguments, Location Location)
    : Expression(Location);

public sealed record NotExpression(Expression Operand, Location Location) : Expression(Location);

public sealed record BinaryExpression(Operator Operator, Expression Left, Expression Right, Location Location)
    : Expression(Location);

public sealed record ListExpression(ImmutableArray<Expression> Items, Location Location) : Expression(Location);

using System.Collections.Immutable;
using System.Diagnostics;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions;

/// <summary>
/// What expressions come to. Pure: the same scope gives the same result. Never throws: what goes wrong is the result's problem,
/// and what is not known yet is unknown under its name.
/// </summary>
public static class Evaluation
{
    public static Evaluated Evaluate(Expression expression, IScope scope) => ValueOf(expression, scope).At(expression.Location);

    private static Evaluated ValueOf(Expression expression, IScope scope) => expression switch
    {
        LiteralExpression literal => literal.Value,
        ReferenceExpression reference => scope.Resolve(reference.Target),
        MemberExpression member => Member(member, scope),
        IndexExpression index => Index(index, scope),
        CallExpression call => Call(call, scope),
        NotExpression not => Not(not, scope),
        BinaryExpression binary => Binary(binary, scope),
        ListExpression list => List(list, scope),
        _ => throw new UnreachableException(),
    };

    /// <summary>As in Scriban: only null and false count as false.</summary>
    public static bool IsTrue(Value value) => value is not (NullValue or BooleanValue { Boolean: false });

    private static Evaluated Member(MemberExpression member, IScope scope)
    {
        var target = Evaluate(member.Object, scope);
        if (!target.HasValue) return target;
        return target.Value switch
        {
            MapValue map => (map[member.Name] ?? Value.Null).MarkedSecret(map.IsSecret),
            NullValue when member.IsOptional => target.Value,
            NullValue => Evaluated.Failed($"there is no value that could have a member `{member.Name}`; `?.{member.Name}` allows that"),
            var other => Evaluated.Failed($"{ValueCheck.Kind(other)} has no member `{member.Name}`"),
        };
    }

    private static Evaluated Index(IndexExpression expression, IScope scope)
    {
        var target = Evaluate(expression.Object, scope);
        if (!target.HasValue) return target;
        var index = Evaluate(expression.Index, scope);
        if (!index.HasValue) return index;
        var item = Item(target.Value, index.Value);
        return item with { Value = item.Value.MarkedSecret(target.Value.IsSecret || index.Value.IsSecret) };
    }

    private static Evaluated Item(Value target, Value index)
    {
        switch (target, index)
        {
            case (ListValue { Items: var items }, IntegerValue { Integer: var number }):
                var position = number < 0 ? items.Length + number : number;
                return position >= 0 && position < items.Length
                    ? items[(int)position]
                    : Evaluated.Failed($"there is no item {number} in a list of {items.Length}");
            case (MapValue map, TextValue key):
                return map[key.Text] ?? Value.Null;
            case (NullValue, _):
                return Evaluated.Failed("there is no value that could have items");
            default:
                return Evaluated.Failed($"{ValueCheck.Kind(target)} cannot be indexed with {ValueCheck.Kind(index)}");
        }
    }

    private static Evaluated Call(CallExpression call, IScope scope)
    {
        var function = call.Function;
        var arguments = ImmutableArray.CreateBuilder<Value>(function.Parameters.Length);
        var secret = false;
        for (var i = 0; i < function.Parameters.Length; i++)
        {
            if (i >= call.Arguments.Length)
            {
                arguments.Add(Value.Null);
                continue;
            }
            var argument = Evaluate(call.Arguments[i], scope);
            if (!argument.HasValue) return argument;
            if (ArgumentProblem(function, function.Parameters[i], argument.Value) is { } problem)
                return Evaluated.Failed(problem);
            arguments.Add(argument.Value);
            secret |= !function.KeepsMarks && argument.Value.HasSecret();
        }
        var result = function.Apply(arguments.MoveToImmutable());
        return secret && result.Value is not BooleanValue ? result with { Value = result.Value.MarkedSecret() } : result;
    }

    /// <summary>Types were checked with the runbook; this is for values that were `any` then.</summary>
    private static string? ArgumentProblem(Function function, FunctionParameter parameter, Value value)
    {
        var fits = Fits(parameter.Type, value) || (parameter.OrType is { } other && Fits(other, value));
        return fits ? null : $"`{function.Name}` takes {parameter.TypeName} for {parameter.Name}, not {ValueCheck.Kind(value)}";
    }

    private static bool Fits(DataType type, Value value) => type switch
    {
        AnyType => true,
        ListType => value is ListValue,
        ObjectType => value is MapValue,
        _ => value is not (ListValue or MapValue or NullValue),
    };

    private static Evaluated Not(NotExpression not, IScope scope)
    {
        var operand = Evaluate(not.Operand, scope);
        return operand.HasValue ? Value.Of(!IsTrue(operand.Value)) : operand;
    }

    private static Evaluated Binary(BinaryExpression binary, IScope scope)
    {
        var left = Evaluate(binary.Left, scope);
        if (!left.HasValue) return left;
        switch (binary.Operator)
        {
            case Operator.And when !IsTrue(left.Value): return Value.Of(false);
            case Operator.Or when IsTrue(left.Value): return Value.Of(true);
            case Operator.Coalesce when left.Value is not NullValue: return left;
        }
        var right = Evaluate(binary.Right, scope);
        if (!right.HasValue) return right;
        return binary.Operator switch
        {
            Operator.And or Operator.Or => Value.Of(IsTrue(right.Value)),
            Operator.Coalesce => right,
            Operator.Equal => Value.Of(Comparison.AreEqual(left.Value, right.Value)),
            Operator.NotEqual => Value.Of(!Comparison.AreEqual(left.Value, right.Value)),
            Operator.Less => Value.Of(Comparison.Order(left.Value, right.Value) < 0),
            Operator.LessOrEqual => Value.Of(Comparison.Order(left.Value, right.Value) <= 0),
            Operator.Greater => Value.Of(Comparison.Order(left.Value, right.Value) > 0),
            Operator.GreaterOrEqual => Value.Of(Comparison.Order(left.Value, right.Value) >= 0),
            _ => throw new UnreachableException(),
        };
    }

    private static Evaluated List(ListExpression list, IScope scope)
    {
        var items = ImmutableArray.CreateBuilder<Value>(list.Items.Length);
        foreach (var item in list.Items)
        {
            var value = Evaluate(item, scope);
            if (!value.HasValue) return value;
            items.Add(value.Value);
        }
        return new ListValue(items.MoveToImmutable());
    }
}

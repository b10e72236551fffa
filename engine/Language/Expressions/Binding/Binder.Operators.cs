using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions.Parsing;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions.Binding;

internal sealed partial class Binder
{
    private NotExpression Not(NotSyntax node)
    {
        var operand = Bind(node.Operand);
        CheckDecides(operand, node.Operand);
        return new(operand, At(node)) { Type = DataType.Boolean };
    }

    private BinaryExpression Binary(BinarySyntax node)
    {
        var left = Bind(node.Left);
        var right = Bind(node.Right);
        var type = DataType.Boolean;
        switch (node.Operator)
        {
            case Operator.And or Operator.Or:
                CheckDecides(left, node.Left);
                CheckDecides(right, node.Right);
                break;
            case Operator.Coalesce:
                if (!left.Type.IsOptional && left.Type is not AnyType)
                {
                    Report(TypeCodes.NeedlessFallback, node.Right, $"{Quote(node.Left)} is always there, so this is never used",
                        "never used", "for empty text there is `default`");
                }
                type = left.Type.IsNull() ? right.Type : left.Type.Required().CommonWith(right.Type);
                break;
            case Operator.Equal or Operator.NotEqual:
                CheckEquality(node, left, right);
                break;
            default:
                CheckOrder(node, left, right);
                break;
        }
        return new BinaryExpression(node.Operator, left, right, At(node)) { Type = type };
    }

    /// <summary>Only null and false count as false, so a value that can be neither decides nothing.</summary>
    private void CheckDecides(Expression operand, SyntaxNode node)
    {
        if (operand.Type is BooleanType or AnyType || operand.Type.IsOptional) return;
        Report(TypeCodes.AlwaysTrue, node, $"{Quote(node)} is {operand.Type}, which always counts as true", "decides nothing",
            operand.Type is ListType ? "compare its size: `(size x) > 0`" : "compare it, as in `x != ''`");
    }

    private void CheckEquality(BinarySyntax node, Expression left, Expression right)
    {
        if (left.Type.IsNull() || right.Type.IsNull())
        {
            var (other, syntax) = left.Type.IsNull() ? (right, node.Right) : (left, node.Left);
            if (other.Type.IsOptional || other.Type is AnyType) return;
            Report(TypeCodes.NeverEqual, node, $"{Quote(syntax)} is always there, never null", $"this is {other.Type}", null);
            return;
        }
        var (a, b) = (left.Type.Required(), right.Type.Required());
        if (a is AnyType || b is AnyType) return;
        if (a is ListType or ObjectType || b is ListType or ObjectType)
        {
            Report(TypeCodes.NeverEqual, node, "lists and objects are not compared as a whole", $"{a} and {b}",
                "compare `size`, or use `contains`");
            return;
        }
        if (!AreAlike(a, b))
        {
            Report(TypeCodes.NeverEqual, node, $"{a} and {b} are different kinds of values", "never meant to be equal",
                a is StringType || b is StringType ? "text stands in quotes, other values do not" : null);
            return;
        }
        CheckChoice(a, right, node.Right);
        CheckChoice(b, left, node.Left);
        if (a is EnumType first && b is EnumType second && !first.Values.Any(second.Values.Contains))
            Report(TypeCodes.NeverEqual, node, $"{a} and {b} have no value in common", "never equal", null);
    }

    private void CheckChoice(DataType type, Expression other, SyntaxNode node)
    {
        if (type is not EnumType choice || other is not LiteralExpression { Value: TextValue text }
            || choice.Values.Contains(text.Text)) return;
        Report(TypeCodes.NeverEqual, node, $"'{text.Text}' is not a value of {type}", "never equal",
            InQuotes(Near(text.Text, choice.Values, "its values are"), node.Start));
    }

    private void CheckOrder(BinarySyntax node, Expression left, Expression right)
    {
        if (!RequireValue(left, node.Left) | !RequireValue(right, node.Right)) return;
        var (a, b) = (left.Type, right.Type);
        if (a is AnyType || b is AnyType || (HasOrder(a) && HasOrder(b) && AreAlike(a, b))) return;
        Report(TypeCodes.WrongType, node, $"{a} and {b} have no order", "cannot be compared so",
            "numbers, durations and texts are ordered among themselves; the size of a list is `(size x)`");
    }

    private static bool HasOrder(DataType type) => type is StringType or IntegerType or NumberType or DurationType;

    private static bool AreAlike(DataType a, DataType b) => (a, b) switch
    {
        (StringType or EnumType, StringType or EnumType) => true,
        (IntegerType or NumberType, IntegerType or NumberType) => true,
        (BooleanType, BooleanType) => true,
        (DurationType, DurationType) => true,
        _ => false,
    };
}

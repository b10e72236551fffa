using System.Collections.Immutable;
using System.Diagnostics;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions.Parsing;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions.Binding;

/// <summary>Gives the names in an expression their meaning and checks its types. What is wrong becomes a literal of type any, so
/// that one mistake causes no second message.</summary>
internal sealed partial class Binder(TemplateSource source, Names names, ICollection<Diagnostic> diagnostics, SymbolTable? symbols = null)
{
    public Expression Bind(SyntaxNode node) => node switch
    {
        LiteralSyntax literal => Literal(literal),
        NameSyntax name => Name(name),
        MemberSyntax member => Member(member),
        IndexSyntax index => Index(index),
        ParenthesisedSyntax { Inner: var inner } => Bind(inner),
        CallSyntax call => Call(call),
        NotSyntax not => Not(not),
        BinarySyntax binary => Binary(binary),
        ListSyntax list => List(list),
        _ => throw new UnreachableException(),
    };

    private LiteralExpression Literal(LiteralSyntax literal) => new(literal.Value, At(literal))
    {
        Type = literal.Value switch
        {
            TextValue => DataType.String,
            BooleanValue => DataType.Boolean,
            IntegerValue => DataType.Integer,
            _ => DataType.Any.Optional(),
        },
    };

    private ListExpression List(ListSyntax list)
    {
        var items = list.Items.Select(Bind).ToImmutableArray();
        var type = items.Length == 0 ? DataType.Any : items.Select(item => item.Type).Aggregate(TypeRelations.CommonWith);
        return new(items, At(list)) { Type = DataType.ListOf(type) };
    }

    private Expression Index(IndexSyntax node)
    {
        var target = Bind(node.Object);
        var index = Bind(node.Index);
        if (!RequireValue(target, node.Object) | !RequireValue(index, node.Index)) return Wrong(node);
        switch (target.Type)
        {
            case AnyType:
                return new IndexExpression(target, index, At(node)) { Type = DataType.Any };
            case ListType list when index.Type is IntegerType or AnyType:
                return new IndexExpression(target, index, At(node)) { Type = list.Items };
            case ListType:
                return WrongType(node.Index, $"a list is indexed with an integer, not with {index.Type}", index.Type);
            case ObjectType shape when index is LiteralExpression { Value: TextValue key }:
                return Property(target, shape, key.Text, node, node.Index.Start, node.Index.End, isOptional: false);
            case ObjectType when index.Type is StringType or EnumType or AnyType:
                return new IndexExpression(target, index, At(node)) { Type = DataType.Any };
            case ObjectType:
                return WrongType(node.Index, $"an object is indexed with text, not with {index.Type}", index.Type);
            default:
                return WrongType(node.Object, $"{Quote(node.Object)} is {target.Type}, which has no items", target.Type);
        }
    }

    private Expression Property(
        Expression target, ObjectType shape, string name, SyntaxNode node, int nameStart, int nameEnd, bool isOptional)
    {
        if (shape.Find(name) is { } property)
        {
            var type = target.Type.IsOptional ? property.Type.Optional() : property.Type;
            if (source.Text[nameStart] is not ('\'' or '"')) Found(new MemberSymbol(name, property.Description), nameStart, nameEnd, type);
            return new MemberExpression(target, name, isOptional, At(node)) { Type = type };
        }
        return Report(NameCodes.UnknownMember, nameStart, nameEnd, $"the object has no member `{name}`", "no such member",
            InQuotes(Near(name, shape.Properties.Select(p => p.Name), "it has"), nameStart), node);
    }

    private LiteralExpression WrongType(SyntaxNode node, string message, DataType label) =>
        Report(TypeCodes.WrongType, node.Start, node.End, message, $"this is {label}", null, node);

    /// <summary>Reports a value that may be absent where one is needed.</summary>
    private bool RequireValue(Expression expression, SyntaxNode node)
    {
        if (!expression.Type.IsOptional) return true;
        Report(TypeCodes.MayBeAbsent, node.Start, node.End, $"{Quote(node)} may be absent", $"this is {expression.Type}",
            AbsentHelp(node), node);
        return false;
    }

    internal static string AbsentHelp(SyntaxNode node) => node is MemberSyntax or NameSyntax or ParenthesisedSyntax
        ? "say what to use then, as in `{{ x ?? 'fallback' }}`"
        : "say what to use then, as in `{{ (x) ?? 'fallback' }}`";

    private LiteralExpression Wrong(SyntaxNode node) => new(Value.Null, At(node)) { Type = DataType.Any };

    private LiteralExpression Report(Code code, int start, int end, string message, string? label, Advice? help, SyntaxNode node, Location? replaced = null)
    {
        var at = source.LocationOf(start, end);
        diagnostics.Add(new(code, message, at, label, help?.Text) { Fix = help?.Instead is { } instead ? new(replaced ?? at, instead) : null });
        return Wrong(node);
    }

    private LiteralExpression Report(Code code, SyntaxNode node, string message, string? label, Advice? help, SyntaxNode? replaced = null) =>
        Report(code, node.Start, node.End, message, label, help, node, replaced is null ? null : At(replaced));

    /// <summary>Notes for editors what a name stands for.</summary>
    private void Found(Symbol symbol, int start, int end, DataType? type = null) => symbols?.Use(symbol, source.LocationOf(start, end), type);

    private bool IsLong => diagnostics is DiagnosticBag { IsLong: true };

    private Advice? Near(string typed, IEnumerable<string> known, string these = "there are") => IsLong ? null : Suggestion.Help(typed, known, these);

    /// <summary>Advice about what stands at an offset, where that may be text in quotes.</summary>
    private Advice? InQuotes(Advice? advice, int at) => advice?.Instead is { } name && source.Text[at] is '\'' or '"'
        ? advice with { Instead = $"{source.Text[at]}{name}{source.Text[at]}" }
        : advice;

    private Location At(SyntaxNode node) => source.LocationOf(node.Start, node.End);

    /// <summary>The expression's own words, for messages.</summary>
    private string Quote(SyntaxNode node)
    {
        var words = source.Text[node.Start..node.End];
        return words.Length <= 60 && !words.Contains('`') ? $"`{words}`" : "this";
    }
}

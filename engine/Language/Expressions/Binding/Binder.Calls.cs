using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions.Functions;
using MeshRunbook.Language.Expressions.Parsing;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions.Binding;

internal sealed partial class Binder
{
    private Expression Call(CallSyntax node)
    {
        if (!node.IsExplicit && node.Arguments.FirstOrDefault(argument => argument is BinarySyntax) is BinarySyntax operation)
            return OperatorInArgument(node, operation);
        var syntax = node.Piped is null ? node.Arguments : node.Arguments.Insert(0, node.Piped);
        if (node.Target is NameSyntax name && !names.Variables.ContainsKey(name.Name)
            && FunctionTable.Find(name.Name) is { } function)
            return Apply(function, node, syntax, [.. syntax.Select(Bind)], name);

        if (node.Target is not NameSyntax { Name: "not" } && syntax.FirstOrDefault(argument => WordOperator(argument) is not null) is { } word && IsUnknown(word))
            return Report(ParsingCodes.Malformed, word.Start, word.End, $"{Quote(word)} is no operator", "not an operator", WordOperator(word), node);
        foreach (var argument in syntax) Bind(argument);
        if (node.Target is NameSyntax unknown && !IsValue(unknown.Name))
        {
            return Report(NameCodes.UnknownFunction, unknown, $"`{unknown.Name}` is not a function", "no function has this name",
                WordOperator(unknown) ?? Near(Renamed(unknown.Name), FunctionNames));
        }
        if (node.Target is MemberSyntax { Object: NameSyntax library } member && !IsValue(library.Name))
        {
            return Report(NameCodes.UnknownFunction, member, $"{Quote(member)} is not a function", "no function has this name",
                Near(Renamed(member.Name), FunctionNames));
        }
        var next = node.Arguments.Length > 0 ? node.Arguments[0] : node.Target;
        return node.Piped is null
            ? Report(ParsingCodes.Malformed, next,
                $"{Quote(node.Target)} is a value, not a function: nothing can follow it here", "not expected",
                WordOperator(next) ?? "join values with an operator, or put each into its own `{{ }}`")
            : Report(ParsingCodes.Malformed, node.Target,
                $"a pipe hands its value to a function, but {Quote(node.Target)} is a value", "not a function", null);
    }

    private bool IsUnknown(SyntaxNode node) => node is NameSyntax { Name: var name } && !names.Variables.ContainsKey(name);

    /// <summary>What to write in place of a word that is an operator in other languages.</summary>
    private static Advice? WordOperator(SyntaxNode node) => (node as NameSyntax)?.Name switch
    {
        "and" => new Advice("write `&&`", "&&"),
        "or" => new Advice("write `||`", "||"),
        "not" => "write `!` before what is to be false",
        "is" or "eq" => new Advice("write `==`", "=="),
        "ne" => new Advice("write `!=`", "!="),
        _ => null,
    };

    private static IEnumerable<string> FunctionNames => FunctionTable.All.Select(function => function.Name);

    private bool IsValue(string name) =>
        names.Variables.ContainsKey(name) || Roots.Contains(name) || Names.Results.Contains(name);

    /// <summary>What this language calls a function of Scriban's libraries.</summary>
    private static string Renamed(string scriban) => scriban switch
    {
        "upcase" or "capitalize" => "upper",
        "downcase" => "lower",
        "strip" => "trim",
        "handleize" => "slug",
        "uniq" => "unique",
        "add_range" => "concat",
        "from_json" or "fromjson" or "parse_json" => "json",
        "length" or "count" or "len" => "size",
        "to_upper" or "toupper" or "uppercase" => "upper",
        "to_lower" or "tolower" or "lowercase" => "lower",
        "tojson" or "toJson" => "to_json",
        "selectattr" or "filter" or "select" => "where",
        _ => scriban,
    };

    private Expression Apply(
        Function function, SyntaxNode node, ImmutableArray<SyntaxNode> syntax, ImmutableArray<Expression> arguments,
            SyntaxNode name)
    {
        Found(new FunctionSymbol(function), name.Start, name.End);
        var most = function.Parameters.Length;
        if (arguments.Length < function.RequiredCount || arguments.Length > most)
        {
            var takes = function.RequiredCount == most ? $"{most}" : $"{function.RequiredCount} to {most}";
            return Report(TypeCodes.ArgumentCount, name.Start, name.End,
                $"`{function.Name}` takes {takes} {(most == 1 ? "argument" : "arguments")}, not {arguments.Length}", null,
                $"write `{function.Signature}`; an argument that is a call itself stands in parentheses", node);
        }
        var fits = true;
        for (var i = 0; i < arguments.Length; i++) fits &= Fits(function, function.Parameters[i], arguments[i], syntax[i]);
        fits = fits && HasField(function, arguments, syntax);
        return fits
            ? new CallExpression(function, arguments, At(node)) { Type = function.Yields(arguments) }
            : Wrong(node);
    }

    /// <summary>Whether the items of a list can have the member that a function takes from each.</summary>
    private bool HasField(Function function, ImmutableArray<Expression> arguments, ImmutableArray<SyntaxNode> syntax)
    {
        if (function.Name is not ("map" or "where") || arguments is not [{ Type: ListType { Items: not AnyType } list }, var field, ..]) return true;
        if (list.Items is not ObjectType shape)
        {
            Report(TypeCodes.WrongType, syntax[0], $"`{function.Name}` takes a member of each item, but the items are {list.Items}",
                $"this is {list}", "only objects have members");
            return false;
        }

        if (field is not LiteralExpression { Value: TextValue { Text: var name } } || shape.Find(name) is not null) return true;
        Report(NameCodes.UnknownMember, syntax[1], $"the objects of the list have no member `{name}`", "no such member",
            InQuotes(Near(name, shape.Properties.Select(property => property.Name), "their members are"), syntax[1].Start));
        return false;
    }

    private bool Fits(Function function, FunctionParameter parameter, Expression argument, SyntaxNode syntax)
    {
        if (parameter.Accepts(argument.Type)) return true;
        if (parameter.Accepts(argument.Type.Required()))
        {
            Report(TypeCodes.MayBeAbsent, syntax,
                $"{Quote(syntax)} may be absent, but `{function.Name}` needs a value for {parameter.Name}",
                $"this is {argument.Type}", "put a fallback in parentheses: `(x ?? 'fallback')`");
        }
        else
        {
            Report(TypeCodes.WrongType, syntax,
                $"`{function.Name}` takes {parameter.TypeName} for {parameter.Name}, not {argument.Type}",
                $"this is {argument.Type}", null);
        }
        return false;
    }

    /// <summary>
    /// Scriban reads `f a == b` as `f (a == b)`, which hardly anybody means. Here parentheses must say what is meant, so that no
    /// template means one thing to its reader and another to the machine.
    /// </summary>
    private LiteralExpression OperatorInArgument(CallSyntax node, BinarySyntax operation)
    {
        SyntaxNode first = operation;
        while (first is BinarySyntax binary)
        {
            BindUnlessFunction(binary.Right);
            first = binary.Left;
        }
        BindUnlessFunction(first);
        foreach (var argument in node.Arguments)
            if (argument != operation && argument is not BinarySyntax) Bind(argument);
        if (node.Piped is not null) Bind(node.Piped);
        var call = source.Text[node.Start..first.End];
        var rest = source.Text[first.End..node.End];
        return Report(TypeCodes.OperatorInArgument, operation,
            $"an operator among the arguments of {Quote(node.Target)} needs parentheses", "is this one argument?",
            call.Length + rest.Length <= 120 ? new Advice($"write `({call}){rest}`", $"({call}){rest}") : "put the call into parentheses", replaced: node);
    }

    /// <summary>In `f a == g b` the operator has torn `g` from its arguments.</summary>
    private void BindUnlessFunction(SyntaxNode node)
    {
        if (node is not NameSyntax name || FunctionTable.Find(name.Name) is null) Bind(node);
    }
}

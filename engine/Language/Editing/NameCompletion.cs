using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Expressions.Binding;
using MeshRunbook.Language.Expressions.Functions;
using MeshRunbook.Language.Expressions.Parsing;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Editing;

/// <summary>The names that an expression may use at a place.</summary>
internal static class NameCompletion
{
    /// <summary>Null where the offset lies in no expression.</summary>
    public static IReadOnlyList<CompletionItem>? At(Analysis analysis, int offset)
    {
        var site = analysis.Symbols.Sites.FirstOrDefault(site => site.Source.Source == analysis.Source
            && site.Source.Location.Span.Start <= offset && offset <= site.Source.Location.Span.End);
        if (site is null) return null;
        var end = site.Source.IndexAt(offset);
        return Path(site.Source.Text, end) is var (path, start) ? Names(analysis, site, path, start, end) : null;
    }

    /// <summary>The members that stand before the name at <paramref name="end"/>, and where that name begins; null outside of an expression.</summary>
    private static (List<Token> Path, int Start)? Path(string text, int end)
    {
        if (end == 0 || text.LastIndexOf("{{", end - 1, StringComparison.Ordinal) is not (>= 0 and var open) || open + 2 > end) return null;
        var lexer = new Lexer(text, open + 2);
        List<Token> path = [];
        // What stands before a bracket goes on behind it: `x[0].`, `(first x).`.
        var outer = new Stack<List<Token>>();
        while (true)
        {
            var token = lexer.Next();
            if (token.Kind == TokenKind.End && token.Start < end && token.Start < text.Length) return null;
            if (token.Kind == TokenKind.End || token.Start >= end) return (path, end);
            var isLink = token.Kind is TokenKind.Name or TokenKind.Dot or TokenKind.OptionalDot;
            if (token.End >= end) return token.Kind is TokenKind.Name ? (token.SpaceBefore ? [] : path, token.Start)
                : isLink ? ([.. path, token], end)
                : token.Kind is TokenKind.Literal or TokenKind.Invalid ? null : ([], end);
            if (token.Kind is TokenKind.OpenBracket or TokenKind.OpenParenthesis)
            {
                outer.Push(token.SpaceBefore ? [token] : [.. path, token]);
                path = [];
            }
            else if (token.Kind is TokenKind.CloseBracket or TokenKind.CloseParenthesis)
            {
                path = outer.TryPop(out var before) ? [.. before, token] : [];
            }
            else
            {
                path = isLink ? token.SpaceBefore ? [token] : [.. path, token] : [];
            }
        }
    }

    private static List<CompletionItem> Names(Analysis analysis, Site site, List<Token> path, int start, int end)
    {
        var replaced = site.Source.LocationOf(start, end);
        var file = analysis.Source.Name;
        if (path is not [.., { Kind: TokenKind.Dot or TokenKind.OptionalDot }]) return [.. Roots(site.Names, replaced)];
        // A chain with brackets in it begins with no root that is known here.
        var words = path.Exists(token => token.Kind is TokenKind.CloseBracket or TokenKind.CloseParenthesis)
            ? []
            : path.Where(token => token.Kind == TokenKind.Name).Select(token => token.Text).ToList();
        return
        [
            .. words switch
            {
                ["params"] => site.Names.Parameters.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new CompletionItem(
                    one.Key, CompletionKind.Parameter, replaced, one.Key, one.Value.Type.ToString(), analysis.Symbols.Find(new ParameterSymbol(file, one.Key))?.Description)),
                ["run"] => Expressions.Names.RunFacts.Select(fact => new CompletionItem(fact, CompletionKind.Word, replaced, fact, "string", null)),
                ["steps"] => site.Names.Steps.Where(step => step.Value.Hidden is null).OrderBy(step => step.Key, StringComparer.Ordinal).Select(step => new CompletionItem(
                    step.Key, CompletionKind.Step, replaced, step.Key, analysis.Symbols.Find(new StepSymbol(file, step.Key))?.Kind, Outputs(step.Value))),
                ["steps", _] => [new("outputs", CompletionKind.Word, replaced, "outputs", null, null)],
                ["steps", var id, "outputs"] when site.Names.Steps.TryGetValue(id, out var step) => step.Outputs.OrderBy(output => output.Key, StringComparer.Ordinal)
                    .Select(output => new CompletionItem(output.Key, CompletionKind.Output, replaced, output.Key, output.Value.ToString(), null)),
                ["steps", ..] => [],
                _ => Members(site, path, replaced),
            },
        ];
    }

    private static string? Outputs(StepName step) => step.Outputs.Count == 0
        ? null
        : "outputs: " + string.Join(", ", step.Outputs.OrderBy(output => output.Key, StringComparer.Ordinal).Select(output => $"`{output.Key}`"));

    private static IEnumerable<CompletionItem> Roots(Names names, Location replaced) =>
    [
        .. names.Variables.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new CompletionItem(
            one.Key, CompletionKind.Variable, replaced, one.Key, one.Value.Type.ToString(), "The item of the loop around this.")),
        .. names.HasResult ? Expressions.Names.Results.Select(name => new CompletionItem(name, CompletionKind.Variable, replaced, name, null, "What the command yielded.")) : [],
        new("params", CompletionKind.Word, replaced, "params", null, "`params.NAME` is a parameter of the runbook."),
        new("steps", CompletionKind.Word, replaced, "steps", null, "`steps.ID.outputs.NAME` is an output of a step that has ended before."),
        new("run", CompletionKind.Word, replaced, "run", null, "`run.id`, `run.runbook`, `run.startedBy` and `run.folder` are facts of the run."),
        .. FunctionTable.All.Select(function => new CompletionItem(
            function.Name, CompletionKind.Function, replaced, function.Name, function.Signature, HoverText.Of(function))),
    ];

    /// <summary>Binds what stands before the dot, as the compiler would, and offers the members of its type.</summary>
    private static IEnumerable<CompletionItem> Members(Site site, List<Token> path, Location replaced)
    {
        var text = site.Source.Text[..path[^1].Start];
        if (ExpressionParser.Parse(text, path[0].Start) is not { Node: { } node }) return [];
        var type = new Binder(TemplateSource.Alone(site.Source.Source.Name, text), site.Names, []).Bind(node).Type;
        return type is ObjectType shape
            ? shape.Properties.Select(property => new CompletionItem(
                property.Name, CompletionKind.Member, replaced, property.Name, property.Type.ToString(), property.Description))
            : [];
    }
}

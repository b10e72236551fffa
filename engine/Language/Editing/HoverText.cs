using System.Text;
using MeshRunbook.Language.Conditions;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Editing;

/// <summary>What an editor shows of the place under the pointer, as Markdown.</summary>
public sealed record HoverText(string Markdown, Location Location)
{
    /// <summary>What there is to say: of the name there, else of the text with expressions around it, else of the key.</summary>
    public static HoverText? Of(Analysis analysis, int offset)
    {
        if (analysis.At(offset) is { } found && Of(analysis, found) is { } name) return new(name, found.Location);
        if (analysis.Symbols.Sites.FirstOrDefault(site => analysis.Touches(site.Source.Location, offset)) is { } site && Rendered(analysis, site) is { } rendered)
            return new(rendered, site.Source.Location);
        return KeyPlace.At(analysis.Root, offset) is { IsInKey: true, Key: { } key } place
            ? new(KindOf(place) is { } kind ? $"{kind}\n\n{Of(key)}" : Of(key), place.Entry.Key.Location)
            : null;
    }

    internal static string Of(Key key)
    {
        var text = new StringBuilder(key.Description);
        if (key.ShownDefault is { } shown) text.Append($"\n\nDefault: `{shown}`");
        if (key.Example is { } example) text.Append($"\n\n```yaml\n{key.Name}: {example}\n```");
        return text.ToString();
    }

    internal static string Of(Function function) =>
        $"```\n{function.Signature}\n```\n{Sentence(function.Description)}\n\n{string.Join("\n", function.Parameters.Select(one => $"- {one.Name}: `{one.TypeName}`"))}\n\nExample: `{{{{ {function.Example} }}}}`";

    private static string? KindOf(KeyPlace place) =>
        place.Owner is null ? null
        : StepKinds.Find(place.Entry.Key.Text) is { } step && step.Form == place.Form ? step.Description
        : ConditionKinds.Find(place.Entry.Key.Text) is { } condition && condition.Form == place.Form ? condition.Description
        : null;

    private static string? Of(Analysis analysis, Occurrence found) => found.Symbol switch
    {
        ParameterSymbol parameter => Of(parameter, analysis.Symbols.Find(parameter)),
        StepSymbol step => Of(step, analysis.Symbols.Find(step)),
        OutputSymbol output => Of(analysis, output, found.Type),
        VariableSymbol variable => $"```\n{variable.Name}: {found.Type}\n```\nThe item of the loop (line {variable.Declaration.Line}).",
        RunbookSymbol runbook => Of(analysis.Symbols.PlanOf(runbook.File), runbook.File),
        FunctionSymbol function => Of(function.Function),
        MemberSymbol member => $"```\n{member.Name}: {found.Type}\n```\n{member.Description}".TrimEnd(),
        FactSymbol fact => $"```\n{fact.Name}: {found.Type}\n```\n{(fact.Name.StartsWith("run.", StringComparison.Ordinal) ? "A fact of the run." : "What the command yielded.")}",
        _ => null,
    };

    private static string Of(ParameterSymbol symbol, Parameter? parameter)
    {
        if (parameter is null) return $"```\nparams.{symbol.Name}\n```";
        var text = new StringBuilder($"```\nparams.{symbol.Name}: {parameter.Type}\n```");
        if (parameter.Description is { } description) text.Append('\n').Append(description);
        if (parameter is { IsSecret: false, Default: { } value }) text.Append($"\n\nDefault: `{ValueJson.Text(value)}`");
        if (parameter.IsSecret) text.Append("\n\nSecret: never shown or stored.");
        return text.ToString();
    }

    private static string Of(StepSymbol symbol, Step? step)
    {
        if (step is null) return $"```\n{symbol.Id}\n```";
        var text = new StringBuilder($"```\n{symbol.Id}: {step.Kind}\n```");
        if (step.Title is { } title) text.Append($"\n{Shown(title)}");
        if (step.Description is { } description) text.Append($"\n\n{description}");
        var outputs = step is CallStep call ? call.Callee.Outputs : step.Outputs;
        if (!outputs.IsDefaultOrEmpty) text.Append($"\n\nOutputs:\n{string.Join('\n', outputs.Select(output => $"- `{output.Name}`: `{output.Type}`"))}");
        return text.ToString();
    }

    private static string Of(Analysis analysis, OutputSymbol symbol, DataType? type)
    {
        var declared = (OutputSymbol)Definition.Declared(analysis, symbol);
        var written = analysis.Symbols.Find(declared) is { } output ? $"\n```yaml\n{output.Name}: {Shown(output.Template)}\n```" : "";
        return $"```\n{(symbol.StepId is { } id ? $"steps.{id}.outputs." : "")}{symbol.Name}: {type}\n```{written}";
    }

    private static string Of(Plan? plan, string file)
    {
        if (plan is null) return $"`{file}`";
        var text = new StringBuilder($"**{plan.Name}** {plan.Version}: {plan.Title}");
        if (plan.Description is { } description) text.Append($"\n\n{description.Trim()}");
        if (plan.Parameters.Length > 0)
            text.Append($"\n\nParameters:\n{string.Join('\n', plan.Parameters.Select(one => $"- `{one.Name}`: `{one.Type}`{(one.IsRequired ? "" : ", may be left out")}"))}");
        if (plan.Outputs.Length > 0) text.Append($"\n\nOutputs:\n{string.Join('\n', plan.Outputs.Select(one => $"- `{one.Name}`: `{one.Type}`"))}");
        return text.ToString();
    }

    /// <summary>The text with examples put in, where anything in it depends on values.</summary>
    private static string? Rendered(Analysis analysis, Site site)
    {
        if (site.Words.All(word => word.Constant is not null)) return null;
        var scope = new ExampleScope(analysis.Symbols, site);
        var text = site.IsCommand
            ? string.Join(' ', Preview.Command(new CommandTemplate(site.Words, site.Source.Location), scope).Select(Quoted))
            : Preview.Text(site.Words[0], scope);
        return $"With defaults and example values:\n```{(site.IsCommand ? "sh" : "")}\n{text}\n```";
    }

    private static string Quoted(string word) => word.Length > 0 && !word.Any(char.IsWhiteSpace) ? word : $"'{word}'";

    /// <summary>The template as it stands in the file.</summary>
    private static string Shown(Template template) => template.Literal
        ?? template.Location.Source.Content.Substring(template.Location.Span.Start, template.Location.Span.Length).Trim('"', '\'');

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";
}

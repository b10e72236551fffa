using System.Collections.Immutable;
using System.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions;

/// <summary>Templates for people before, or without, a run: secrets masked, and what is not known yet named in its
/// place.</summary>
public static class Preview
{
    /// <summary>Text such as `mesh/&lt;known after step find&gt;`.</summary>
    public static string Text(Template template, IScope scope)
    {
        var text = new StringBuilder();
        foreach (var part in template.Parts)
            text.Append(part is TextPart plain ? plain.Text
                : Shown(Evaluation.Evaluate(((ExpressionPart)part).Expression, scope)));
        return text.ToString();
    }

    /// <summary>The command's words, program first; a list that is not known yet is one word.</summary>
    public static ImmutableArray<string> Command(CommandTemplate command, IScope scope)
    {
        var words = ImmutableArray.CreateBuilder<string>(command.Words.Length);
        foreach (var template in command.Words)
        {
            if (Rendering.Word(template, scope) is { HasValue: true,
                Value: ListValue list }) words.AddRange(list.Items.Select(ValueDisplay.Of));
            else words.Add(Text(template, scope));
        }
        return words.ToImmutable();
    }

    private static string Shown(Evaluated value) => value switch
    {
        { HasValue: true } => ValueDisplay.Of(value.Value),
        { UnknownName: { } name } => $"<known {When(name)}>",
        _ => $"<{value.Problem}>",
    };

    private static string When(string name)
    {
        if (!name.StartsWith("steps.", StringComparison.Ordinal)) return $"during the run: {name}";
        var end = name.IndexOf('.', "steps.".Length);
        return $"after step {(end < 0 ? name["steps.".Length..] : name["steps.".Length..end])}";
    }
}

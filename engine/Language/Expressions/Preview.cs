using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions;

/// <summary>Templates for people before, or without, a run: secrets masked, and what is not known yet named in its
/// place.</summary>
public static partial class Preview
{
    // Between texts; no word of a command can have it.
    private const char Border = '\0';

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

    /// <summary>The names that a template waits for before its text is known, such as `steps.find.outputs.names`.</summary>
    public static IEnumerable<string> WaitsFor(Template template, IScope scope) =>
        template.Parts.OfType<ExpressionPart>().Select(part => Evaluation.Evaluate(part.Expression, scope).UnknownName).OfType<string>();

    /// <summary>Whether texts are what was shown of them before: equal but for what was not known then.</summary>
    /// <param name="shown">As <see cref="Text"/> or <see cref="Command"/> gave it; what was not known may have become any number of texts.</param>
    public static bool Fits(IEnumerable<string> shown, IEnumerable<string> actual)
    {
        var text = Border + string.Join(Border, actual) + Border;
        var pieces = Marker().Split(Border + string.Join(Border, shown) + Border);
        if (pieces is [var all]) return text == all;
        // Beside what was not known the borders may have gone with it, as where a list turned out to be empty.
        var first = pieces[0].TrimEnd(Border);
        if (!text.StartsWith(first, StringComparison.Ordinal) || (first != pieces[0] && text[first.Length] != Border)) return false;
        var at = first.Length;
        foreach (var piece in pieces[1..^1].Select(piece => piece.Trim(Border)))
        {
            var found = text.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + piece.Length;
        }

        var last = pieces[^1].TrimStart(Border);
        var end = text.Length - last.Length;
        return end >= at && text.EndsWith(last, StringComparison.Ordinal) && (last == pieces[^1] || text[Math.Max(0, end - 1)] == Border);
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

    [GeneratedRegex("<known (?:after step|during the run:) [^>]*>")]
    private static partial Regex Marker();
}

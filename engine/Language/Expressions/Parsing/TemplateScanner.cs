using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Expressions.Parsing;

/// <summary>A stretch of a template: plain text, or an expression with its braces.</summary>
/// <param name="Node">The expression; null for text, and where it cannot be read.</param>
internal sealed record Segment(int Start, int End, bool IsCode, SyntaxNode? Node);

/// <summary>Finds the expressions in a text. `}}` ends an expression only outside of quotes, as in Scriban.</summary>
internal static class TemplateScanner
{
    public static List<Segment> Scan(TemplateSource source, ICollection<Diagnostic> diagnostics)
    {
        var text = source.Text;
        var segments = new List<Segment>(1);
        var position = 0;
        while (position < text.Length)
        {
            var open = text.IndexOf("{{", position, StringComparison.Ordinal);
            CheckEscapes(source, position, open < 0 ? text.Length : open, diagnostics);
            if (open != position) segments.Add(new(position, open < 0 ? text.Length : open, false, null));
            if (open < 0) break;
            var segment = Code(source, open, diagnostics);
            segments.Add(segment);
            position = segment.End;
        }
        return segments;
    }

    private static Segment Code(TemplateSource source, int open, ICollection<Diagnostic> diagnostics)
    {
        var text = source.Text;
        if (text.IndexOf("}}", open + 2, StringComparison.Ordinal) < 0)
        {
            diagnostics.Add(new(ParsingCodes.NotClosed, "`{{` is not closed", source.LocationOf(open, open + 2), "no `}}` for it",
                "braces that are meant as text are written `{{ '{{' }}`"));
            return new(open, text.Length, true, null);
        }
        if (open + 2 < text.Length && text[open + 2] is '-' or '~')
        {
            diagnostics.Add(new(ParsingCodes.Foreign, "Scriban has white space control, this language does not",
                source.LocationOf(open, open + 3), "not part of the language",
                    "write `{{`; in YAML, `>-` folds lines and cuts the last line break"));
            return new(open, AfterClose(text, open + 3), true, null);
        }
        var (node, problem, end) = ExpressionParser.Parse(text, open + 2);
        if (problem is null) return end < text.Length ? new(open, end + 2, true, node) : Unclosed(source, open, diagnostics);
        diagnostics.Add(new(problem.Code, problem.Message, source.LocationOf(problem.Start, problem.End), problem.Label,
            problem.Help));
        return new(open, AfterClose(text, problem.Start), true, null);
    }

    private static Segment Unclosed(TemplateSource source, int open, ICollection<Diagnostic> diagnostics)
    {
        diagnostics.Add(new(ParsingCodes.NotClosed, "`{{` is not closed", source.LocationOf(open, open + 2),
            "no `}}` for it outside of quotes"));
        return new(open, source.Text.Length, true, null);
    }

    private static int AfterClose(string text, int from)
    {
        var close = text.IndexOf("}}", from, StringComparison.Ordinal);
        return close < 0 ? text.Length : close + 2;
    }

    /// <summary>`{%{` begins an escape block in Scriban.</summary>
    private static void CheckEscapes(TemplateSource source, int start, int end, ICollection<Diagnostic> diagnostics)
    {
        for (var i = source.Text.IndexOf("{%", start, end - start, StringComparison.Ordinal); i >= 0
            && i + 2 < source.Text.Length;)
        {
            var brace = i + 1;
            while (brace < source.Text.Length && source.Text[brace] == '%') brace++;
            if (brace < source.Text.Length && source.Text[brace] == '{')
            {
                diagnostics.Add(new(ParsingCodes.Foreign, "Scriban has escape blocks, this language does not",
                    source.LocationOf(i, brace + 1), "not part of the language",
                        "braces that are meant as text are written `{{ '{{' }}`"));
                return;
            }
            if (brace >= end) return;
            i = source.Text.IndexOf("{%", brace, end - brace, StringComparison.Ordinal);
        }
    }
}

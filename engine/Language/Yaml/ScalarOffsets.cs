namespace MeshRunbook.Language.Yaml;

/// <summary>
/// Finds where the characters of a decoded scalar stand in its source: quotes, escapes, indentation and folded line breaks
/// lie between them. White space of the text may stand for other white space of the source; all else stands for itself.
/// </summary>
internal static class ScalarOffsets
{
    public static int[] Find(YamlScalar scalar)
    {
        var source = scalar.Location.Source.Content;
        var end = scalar.Location.Span.End;
        var at = Begin(scalar, source, end);
        var offsets = new int[scalar.Text.Length + 1];
        for (var i = 0; i < scalar.Text.Length; i++)
        {
            if (scalar.Style == YamlStyle.DoubleQuoted) at = SkipJoins(source, at, end);
            var isWhite = IsWhite(scalar.Text[i]);
            if (!isWhite && !IsEscape(scalar, source, at, end))
                while (at < end && IsWhite(source[at])) at++;
            offsets[i] = Math.Min(at, end);
            // An escape for a character beyond the first plane yields two units: it ends with the second.
            if (char.IsHighSurrogate(scalar.Text[i]) && IsEscape(scalar, source, at, end)) continue;
            at += isWhite && at < end && !IsWhite(source[at]) && !IsEscape(scalar, source, at, end) ? 0 : LengthAt(scalar, source, at, end);
        }

        offsets[^1] = Math.Min(at, end);
        return offsets;
    }

    private static int Begin(YamlScalar scalar, string source, int end)
    {
        var start = scalar.Location.Span.Start;
        switch (scalar.Style)
        {
            case YamlStyle.SingleQuoted or YamlStyle.DoubleQuoted:
                return start + 1;
            case YamlStyle.Literal or YamlStyle.Folded:
                // The header line has the indicators and perhaps a comment; the first line's indentation follows.
                while (start < end && source[start] != '\n') start++;
                start++;
                if (scalar.Text.Length > 0 && !IsWhite(scalar.Text[0])) return start;
                while (start < end && source[start] == ' ') start++;
                return start;
            default:
                return start;
        }
    }

    /// <summary>Passes line breaks that are escaped away, with the white space after them.</summary>
    private static int SkipJoins(string source, int at, int end)
    {
        while (at + 1 < end && source[at] == '\\' && source[at + 1] is ('\n' or '\r'))
        {
            at++;
            while (at < end && IsWhite(source[at])) at++;
        }

        return at;
    }

    private static bool IsEscape(YamlScalar scalar, string source, int at, int end) =>
        scalar.Style == YamlStyle.DoubleQuoted && at < end && source[at] == '\\';

    private static int LengthAt(YamlScalar scalar, string source, int at, int end)
    {
        if (at + 1 >= end) return 1;
        if (scalar.Style == YamlStyle.SingleQuoted && source[at] == '\'' && source[at + 1] == '\'') return 2;
        if (!IsEscape(scalar, source, at, end)) return 1;
        return source[at + 1] switch { 'x' => 4, 'u' => 6, 'U' => 10, _ => 2 };
    }

    private static bool IsWhite(char c) => c is ' ' or '\t' or '\n' or '\r';
}

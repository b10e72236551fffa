using System.Globalization;
using System.Text;

namespace MeshRunbook.Execution.Secrets;

/// <summary>A text as programs write it: in Base64, in a URL, in JSON or YAML, for a shell.</summary>
internal static class SecretForms
{
    private const string Unreserved = "-_.~";

    // Which other characters are left alone: by RFC 3986, encodeURIComponent, Python's quote, encodeURI, forms, .NET's UrlEncode.
    private static readonly (string Safe, bool PlusForBlank)[] UrlRules =
    [
        (Unreserved, false), (Unreserved + "!'()*", false), (Unreserved + "/", false), (Unreserved + "!'()*;,/?:@&=+$#", false),
        (Unreserved, true), ("-_.*", true), ("-_.!*()", true),
    ];

    // The line lengths of base64 and of openssl: a long text is broken there, and each line is as secret as the whole.
    private static readonly int[] LineLengths = [76, 64];

    public static IEnumerable<string> Of(string text) => [text, .. InBase64(text), .. InUrl(text), .. InJson(text), .. InShell(text)];

    private static IEnumerable<string> InBase64(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var alignment = 0; alignment < 3; alignment++)
        {
            var encoded = Base64(bytes, alignment);
            if (encoded.Length < SecretPatterns.MinimumLength + 2) continue;
            string[] alphabets = [encoded, encoded.Replace('+', '-').Replace('/', '_'), Percent(encoded, Unreserved, false, "X2")];
            foreach (var one in alphabets) yield return one;
            if (alignment > 0) continue;
            foreach (var length in LineLengths.Where(length => length < encoded.Length))
                foreach (var line in alphabets[..2].SelectMany(one => one.Chunk(length)).Where(line => line.Length >= SecretPatterns.LongLine))
                    yield return new string(line);
        }
    }

    /// <summary>The characters of the Base64 text that depend on these bytes alone, when so many others stand before them.</summary>
    private static string Base64(byte[] bytes, int before)
    {
        var encoded = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
        var from = before switch { 0 => 0, 1 => 2, _ => 3 };
        var whole = (before + bytes.Length) % 3 == 0 ? encoded.Length : encoded.Length - 1;
        return encoded[from..Math.Max(from, whole)];
    }

    private static IEnumerable<string> InUrl(string text)
    {
        foreach (var (safe, plus) in UrlRules)
            foreach (var hexadecimal in (string[])["X2", "x2"]) yield return Percent(text, safe, plus, hexadecimal);
    }

    private static string Percent(string text, string safe, bool plusForBlank, string hexadecimal)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)one) || safe.Contains((char)one, StringComparison.Ordinal)) encoded.Append((char)one);
            else if (one == ' ' && plusForBlank) encoded.Append('+');
            else encoded.Append('%').Append(one.ToString(hexadecimal, CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }

    // As JSON asks, as Python writes it, as Go does, and as .NET does; and JSON as a text in JSON.
    private static IEnumerable<string> InJson(string text)
    {
        var plain = Json(text, "", false, "x4");
        yield return plain;
        yield return Json(text, "", true, "x4");
        yield return Json(text, "<>&\u2028\u2029", false, "x4");
        yield return Json(text, "<>&'\"+`", true, "X4");
        yield return Json(plain, "", false, "x4");
        yield return text.Replace("'", "''", StringComparison.Ordinal);
    }

    private static string Json(string text, string alsoEscaped, bool onlyAscii, string hexadecimal)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var known = alsoEscaped.Contains(c, StringComparison.Ordinal) ? -1 : "\"\\\n\r\t\b\f".IndexOf(c, StringComparison.Ordinal);
            if (known >= 0) encoded.Append('\\').Append("\"\\nrtbf"[known]);
            else if (c < ' ' || alsoEscaped.Contains(c, StringComparison.Ordinal) || (onlyAscii && c > '~'))
                encoded.Append("\\u").Append(((int)c).ToString(hexadecimal, CultureInfo.InvariantCulture));
            else encoded.Append(c);
        }

        return encoded.ToString();
    }

    // In single quotes, in double quotes, with backslashes, and as bash writes what has control characters.
    private static IEnumerable<string> InShell(string text)
    {
        yield return text.Replace("'", "'\\''", StringComparison.Ordinal);
        yield return text.Replace("'", "'\"'\"'", StringComparison.Ordinal);
        yield return Backslashed(text, "\\\"$`");
        var words = Backslashed(text, " \t'\"\\|&;()<>!{}*[]?^$`,");
        yield return text[0] is '#' or '~' ? "\\" + words : words;
        var escaped = Backslashed(text, "'\\").Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal);
        yield return escaped;
        yield return string.Concat(Encoding.UTF8.GetBytes(escaped).Select(one => one < 0x80 ? $"{(char)one}" : "\\" + Convert.ToString(one, 8)));
    }

    private static string Backslashed(string text, string special) =>
        string.Concat(text.Select(c => special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));
}

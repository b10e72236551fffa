using System.Buffers;
using System.Text;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Yaml;

/// <summary>Turns the bytes of a file into text, and refuses what is not the UTF-8 text of a runbook.</summary>
public static class SourceReader
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    // Some readers end a line at these and others do not, so that two people see two runbooks in one text.
    private const string LineBreaks = "\u0085\u2028\u2029";

    // They turn the direction of writing: what is shown is not what is run.
    private const string Turns = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private const string NoCharacters = "\ufeff\ufffe\uffff";

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(Controls() + LineBreaks + Turns + NoCharacters);

    /// <summary>The text, or null with the reason among the diagnostics.</summary>
    public static SourceText? Decode(string name, ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics)
    {
        if (bytes.Length > MaxBytes)
        {
            diagnostics.Add(YamlCodes.TooLarge, $"the file has {bytes.Length:N0} bytes; at most {MaxBytes:N0} are read",
                new(new SourceText(name, ""), default), help: "split the runbook with `call`, or move data out of it");
            return null;
        }

        if (bytes is [0xff, 0xfe, 0, 0, ..] or [0, 0, 0xfe, 0xff, ..])
            return Refuse(name, diagnostics, "the file is UTF-32, not UTF-8", "save it as UTF-8 without a byte order mark");
        if (bytes is [0xff, 0xfe, ..] or [0xfe, 0xff, ..] || LooksLikeUtf16(bytes))
            return Refuse(name, diagnostics, "the file is UTF-16, not UTF-8", "save it as UTF-8 without a byte order mark");
        if (bytes is [0xef, 0xbb, 0xbf, ..])
        {
            bytes = bytes[3..];
            diagnostics.Add(YamlCodes.ByteOrderMark, "the file begins with a byte order mark", new(new SourceText(name, ""), default),
                help: "save it as UTF-8 without a byte order mark");
        }

        var source = new SourceText(name, Encoding.UTF8.GetString(bytes));
        if (FirstInvalid(bytes) is { } offset)
        {
            diagnostics.Add(YamlCodes.NotUtf8, "the file is not UTF-8", new(source, new Span(offset, 1)), "this byte is no UTF-8",
                "save the file as UTF-8, or convert it: iconv -f ISO-8859-1 -t UTF-8 OLD > NEW");
            return null;
        }

        return source;
    }

    /// <summary>The text of the bytes, with what is wrong with them where something is.</summary>
    public static SourceText Open(string name, ReadOnlySpan<byte> bytes)
    {
        var diagnostics = new DiagnosticBag();
        return Decode(name, bytes, diagnostics) is { } text
            ? new(text.Name, text.Content) { Problems = [.. diagnostics] }
            : new(name, "") { Problems = [.. diagnostics] };
    }

    /// <summary>Reports the first character that YAML forbids, such as NUL; whether there was none.</summary>
    internal static bool CheckCharacters(SourceText source, DiagnosticBag diagnostics)
    {
        var at = source.Content.AsSpan().IndexOfAny(Forbidden);
        if (at < 0) return true;
        diagnostics.Add(YamlCodes.ForbiddenCharacter, $"the character U+{(int)source.Content[at]:X4} may not stand in a runbook",
            new(source, new Span(at, 1)), help: "remove it, or write it as an escape in double quotes");
        return false;
    }

    private static string Controls()
    {
        var controls = new StringBuilder();
        for (var c = '\0'; c < '\u00a0'; c++)
            if (char.IsControl(c) && c is not ('\t' or '\n' or '\r')) controls.Append(c);
        return controls.ToString();
    }

    private static SourceText? Refuse(string name, DiagnosticBag diagnostics, string message, string help)
    {
        diagnostics.Add(YamlCodes.NotUtf8, message, new(new SourceText(name, ""), default), help: help);
        return null;
    }

    private static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 2 && bytes.Length % 2 == 0 && (bytes[0] == 0) != (bytes[1] == 0);

    private static int? FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var characters = 0;
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) != OperationStatus.Done) return characters;
            characters += rune.Utf16SequenceLength;
            bytes = bytes[used..];
        }

        return null;
    }
}

using System.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using static MeshRunbook.Language.Expressions.Functions.Arguments;

namespace MeshRunbook.Language.Expressions.Functions;

/// <summary>Functions that make text of text, or look at it.</summary>
internal static class TextFunctions
{
    private static readonly DataType Texts = DataType.ListOf(DataType.String);

    public static IEnumerable<Function> All { get; } =
    [
        new("split", "the parts of a text between separators; without a separator, the words between white space",
            "split 'a,b' ','", [TakesText("TEXT"), new("SEP", DataType.String, IsOptional: true)], Always(Texts),
            a => a[1].AsText().Length == 0
                ? Value.Of(a[0].AsText().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                : Value.Of(a[0].AsText().Split(a[1].AsText()))),
        new("lines", "the lines of a text, without empty ones at its end", @"lines 'a\nb\n'", [TakesText("TEXT")], Always(Texts),
            a => Lines(a[0].AsText())),
        new("slug", "the text in lower case with everything but letters and digits made into single hyphens, at most 63 characters",
            "slug 'Team A: West'", [TakesText("TEXT")], Always(DataType.String), a => Value.Of(Slug(a[0].AsText()))),
        new("basename", "the last part of a path", "basename '/srv/mesh/ca.pem'", [TakesText("PATH")], Always(DataType.String),
            a => Value.Of(Base(a[0].AsText()))),
        new("dirname", "a path without its last part", "dirname '/srv/mesh/ca.pem'", [TakesText("PATH")], Always(DataType.String),
            a => Value.Of(Folder(a[0].AsText()))),
        new("replace", "the text with each occurrence of OLD replaced by NEW", "replace 'a.b' '.' '-'",
            [TakesText("TEXT"), TakesText("OLD"), TakesText("NEW")], Always(DataType.String),
            a => Value.Of(Replaced(a[0].AsText(), a[1].AsText(), a[2].AsText()))),
        new("trim", "the text without white space at both ends", "trim ' a '", [TakesText("TEXT")], Always(DataType.String),
            a => Value.Of(a[0].AsText().Trim())),
        new("lower", "the text in lower case", "lower 'Mesh'", [TakesText("TEXT")], Always(DataType.String),
            a => Value.Of(a[0].AsText().ToLowerInvariant())),
        new("upper", "the text in upper case", "upper 'Mesh'", [TakesText("TEXT")], Always(DataType.String),
            a => Value.Of(a[0].AsText().ToUpperInvariant())),
        new("starts_with", "whether the text begins with START", "starts_with 'istiod-a' 'istiod-'",
            [TakesText("TEXT"), TakesText("START")], Always(DataType.Boolean),
            a => Value.Of(a[0].AsText().StartsWith(a[1].AsText(), StringComparison.Ordinal))),
        new("ends_with", "whether the text ends with END", "ends_with 'ca-key.pem' '.pem'",
            [TakesText("TEXT"), TakesText("END")], Always(DataType.Boolean),
            a => Value.Of(a[0].AsText().EndsWith(a[1].AsText(), StringComparison.Ordinal))),
    ];

    private static Value Lines(string text)
    {
        var trimmed = text.TrimEnd('\r', '\n');
        return trimmed.Length == 0
            ? Value.Of(Enumerable.Empty<Value>())
            : Value.Of(trimmed.Split('\n').Select(line => line.TrimEnd('\r')));
    }

    private static string Replaced(string text, string old, string by) =>
        old.Length == 0 ? text : text.Replace(old, by, StringComparison.Ordinal);

    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
            if (slug.Length == 63) break;
        }
        return slug.ToString().TrimEnd('-');
    }

    // POSIX basename and dirname, so that the result is the same as in a shell.
    private static string Base(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? path.Length == 0 ? "" : "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    private static string Folder(string path)
    {
        var trimmed = path.TrimEnd('/');
        if (trimmed.Length == 0) return path.Length == 0 ? "." : "/";
        var slash = trimmed.LastIndexOf('/');
        if (slash < 0) return ".";
        var folder = trimmed[..slash].TrimEnd('/');
        return folder.Length == 0 ? "/" : folder;
    }
}

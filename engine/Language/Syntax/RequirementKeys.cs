using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax.Shapes;

namespace MeshRunbook.Language.Syntax;

/// <summary>The keys of an item of `requires`.</summary>
internal static class RequirementKeys
{
    private static readonly Key<string> Tool = new("tool", new TextShape("the name of a program")
    {
        IsValid = text => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+'),
        Pattern = "^[A-Za-z0-9._+-]+$",
        Help = "write the program's name as one types it, without a path",
    }, "The program's name.") { IsRequired = true, Example = "kubectl" };

    private static readonly Key<string> Version = new("version", new TextShape("a version such as >=1.20")
    {
        IsValid = IsRange,
        Pattern = @"^ *(>=|<=|>|<|=)? *[0-9]+(\.[0-9]+){0,2}( +(>=|<=|>|<|=) *[0-9]+(\.[0-9]+){0,2})* *$",
        Help = "write one or more of >=, <=, >, <, = with a version, such as \">=1.20 <2\"",
    }, "The versions that will do.") { Example = "\">=1.20\"" };

    public static FormShape<Requirement> Shape { get; } = new("a mapping with `tool`", new Form("a requirement", Tool, Version),
        (fields, place) => new(fields.Read(Tool, place), fields.Optional(Version, place), fields.Location), new("", null, Places.None));

    private static bool IsRange(string text)
    {
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty) return false;
        for (var isFirst = true; !rest.IsEmpty; isFirst = false)
        {
            var operators = rest[..Math.Max(0, rest.IndexOfAnyExcept("<>="))];
            if (operators.IsEmpty ? !isFirst : operators is not (">=" or "<=" or ">" or "<" or "=")) return false;
            rest = rest[operators.Length..].TrimStart();
            var end = rest.IndexOf(' ');
            var version = end < 0 ? rest : rest[..end];
            if (!IsVersion(version)) return false;
            rest = rest[version.Length..].TrimStart();
        }

        return true;
    }

    private static bool IsVersion(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var part in text.Split('.'))
        {
            var digits = text[part];
            if (++parts > 3 || digits.IsEmpty || digits.IndexOfAnyExceptInRange('0', '9') >= 0) return false;
        }

        return true;
    }
}

using MeshRunbook.Language.Syntax.Shapes;

namespace MeshRunbook.Language.Syntax;

/// <summary>The forms that names of the language have.</summary>
internal static class NameShapes
{
    public static TextShape Id { get; } = new("an id such as install or moveAll")
    {
        IsValid = text => text.Length is > 0 and <= 63 && char.IsAsciiLetterLower(text[0]) && IsWord(text),
        Code = StructureCodes.BadName,
        Pattern = "^[a-z][A-Za-z0-9_]{0,62}$",
        Help = "begin with a lower-case letter, then letters, digits and `_`",
    };

    public static TextShape Identifier { get; } = new("a name such as newRevision")
    {
        IsValid = text => text.Length is > 0 and <= 63 && (char.IsAsciiLetter(text[0]) || text[0] == '_') && IsWord(text),
        Code = StructureCodes.BadName,
        Pattern = "^[A-Za-z_][A-Za-z0-9_]{0,62}$",
        Help = "begin with a letter or `_`, then letters, digits and `_`",
    };

    public static TextShape Variable { get; } = new("the name of an environment variable")
    {
        IsValid = text => text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '_') && IsWord(text),
        Code = StructureCodes.BadName,
        Pattern = "^[A-Za-z_][A-Za-z0-9_]*$",
        Help = "begin with a letter or `_`, then letters, digits and `_`",
    };

    public static TextShape Runbook { get; } = new("a name such as distribute-root")
    {
        IsValid = text => text.Length is > 0 and <= 63 && char.IsAsciiLetterLower(text[0]) && text[^1] != '-'
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
        Code = StructureCodes.BadName,
        Pattern = "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$",
        Help = "lower-case letters, digits and hyphens; a letter first, no hyphen last",
    };

    private static bool IsWord(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

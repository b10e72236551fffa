using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Parameters;

/// <summary>A parameter file as diagnostics may show it: with every value made unreadable that is secret, or may be.</summary>
internal sealed class SecretLines
{
    private readonly SourceText _source;
    private readonly SourceText _shown;

    /// <param name="isPublic">Whether the value of a name may be seen; a misspelt name may be that of a secret. Null where there are no secrets.</param>
    public SecretLines(SourceText source, YamlDocument document, Func<string, bool>? isPublic)
    {
        _source = _shown = source;
        if (isPublic is null) return;
        var content = source.Content.ToCharArray();
        // Behind a mistake of syntax nobody knows which value belongs to which name.
        if (document.IsCut || document.Root is not (null or YamlMapping)) HideValues(content);
        if (document.Root is YamlMapping mapping)
            foreach (var (key, value) in mapping.Entries)
                if (!isPublic(key.Text)) Hide(content, key.Location.Span.End, value.Location.Span.End);
        _shown = new(source.Name, new(content));
    }

    /// <summary>The same diagnostic, which shows no secret.</summary>
    public Diagnostic Of(Diagnostic diagnostic)
    {
        if (diagnostic.Location is not { } location || location.Source != _source) return diagnostic;
        var place = new Location(_shown, location.Span);
        // What is said of YAML quotes it; what is said of values was written with secrets in mind.
        return YamlCodes.All.Contains(diagnostic.Code) && Touches(location.Span)
            ? diagnostic with { Message = diagnostic.Code.Title, Help = Quotes(diagnostic.Help) ? null : diagnostic.Help, Location = place }
            : diagnostic with { Location = place };
    }

    private bool Touches(Span span)
    {
        for (var i = span.Start; i < span.End && i < _source.Content.Length; i++)
            if (_source.Content[i] != _shown.Content[i]) return true;
        return false;
    }

    private static bool Quotes(string? help) => help?.Contains('`', StringComparison.Ordinal) == true || help?.Contains('"', StringComparison.Ordinal) == true;

    private static void HideValues(char[] content)
    {
        var isValue = true;
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '\n') isValue = Array.IndexOf(content, ':', i) is var colon && (colon < 0 || !IsName(content, i + 1, colon));
            else if (!isValue && content[i] == ':') isValue = true;
            else if (isValue) Hide(content, i, i + 1);
        }
    }

    private static bool IsName(char[] content, int start, int end)
    {
        for (var i = start; i < end; i++)
            if (!char.IsAsciiLetterOrDigit(content[i]) && content[i] is not ('_' or '-' or ' ')) return false;
        return end > start;
    }

    private static void Hide(char[] content, int start, int end)
    {
        for (var i = start; i < end && i < content.Length; i++)
            if (!char.IsWhiteSpace(content[i]) && content[i] != ':') content[i] = '*';
    }
}

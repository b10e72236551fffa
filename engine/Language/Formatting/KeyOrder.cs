using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Formatting;

/// <summary>The order in which keys are written: the schema's, but what names and describes a step comes before what it does.</summary>
internal static class KeyOrder
{
    private static readonly string[] First = ["id", "title", "description", "when"];

    /// <summary>The entries in order; names that a runbook chooses itself, and keys that are not known, stay as they are.</summary>
    public static IEnumerable<YamlEntry> Sorted(YamlMapping mapping, Form? form) =>
        form is null ? mapping.Entries : mapping.Entries.OrderBy(entry => Rank(form, entry.Key.Text));

    private static int Rank(Form form, string key)
    {
        var first = form.Find("id") is null ? -1 : Array.IndexOf(First, key);
        if (first >= 0) return first;
        for (var i = 0; i < form.Keys.Length; i++)
            if (form.Keys[i].Name == key) return First.Length + i;
        return int.MaxValue;
    }
}

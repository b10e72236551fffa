using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Editing;

/// <summary>The innermost entry of a mapping at some offset of a text, and what the language knows of it.</summary>
/// <param name="Form">The keys that the mapping may have; null where they are names that the runbook chooses, or nothing says so yet.</param>
/// <param name="Owner">The shape of which the mapping is a value; null at the top.</param>
/// <param name="Behind">The key behind which the mapping stands, directly or in a list; null at the top.</param>
/// <param name="Around">The place of the entry in which the mapping stands; null at the top.</param>
/// <param name="Shape">The shape of the entry's value, where it is known.</param>
internal sealed record KeyPlace(
    YamlMapping Mapping, YamlEntry Entry, Form? Form, Shape? Owner, string? Behind, KeyPlace? Around, Shape? Shape)
{
    /// <summary>Whether the offset is in the key rather than in the value.</summary>
    public bool IsInKey { get; init; }

    /// <summary>The key's own declaration.</summary>
    public Key? Key => Form?.Find(Entry.Key.Text);

    public static KeyPlace? At(YamlNode? root, int offset) =>
        root is YamlMapping mapping ? In(mapping, RunbookForm.Form, null, null, null, offset) : null;

    private static KeyPlace? In(YamlMapping mapping, Form? form, Shape? owner, string? behind, KeyPlace? around, int offset)
    {
        foreach (var entry in mapping.Entries)
        {
            var shape = form is null ? owner?.Inner : form.Find(entry.Key.Text)?.Shape;
            var place = new KeyPlace(mapping, entry, form, owner, behind, around, shape);
            if (Contains(entry.Key, offset)) return place with { IsInKey = true };
            if (Contains(entry.Value, offset)) return Inside(entry.Value, shape, place, offset) ?? place;
        }

        return null;
    }

    private static KeyPlace? Inside(YamlNode node, Shape? shape, KeyPlace around, int offset) => node switch
    {
        YamlMapping mapping => In(mapping, shape?.FormOf(mapping), shape, around.Entry.Key.Text, around, offset),
        YamlSequence sequence => sequence.Items.Where(item => Contains(item, offset))
            .Select(item => item is YamlMapping own
                ? In(own, shape?.FormOf(own), shape, around.Entry.Key.Text, around, offset)
                : Inside(item, shape?.Inner, around, offset) ?? around with { Shape = shape?.Inner ?? shape })
            .FirstOrDefault(),
        _ => null,
    };

    private static bool Contains(YamlNode node, int offset) =>
        node.Location.Span.Start <= offset && offset <= node.Location.Span.End;
}

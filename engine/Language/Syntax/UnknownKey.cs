using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax;

/// <summary>Says of a key that does not belong to a form which one was meant, or where it does belong.</summary>
internal static class UnknownKey
{
    public static void Report(Form form, YamlScalar key, YamlMapping mapping, Place place)
    {
        if (place.Diagnostics.IsLong)
        {
            place.Report(StructureCodes.UnknownKey, $"{form.Noun} has no key `{key.Text}`", key.Location, "no such key");
            return;
        }

        var free = form.Keys.Where(candidate => mapping.Find(candidate.Name) is null).Select(candidate => candidate.Name).ToList();
        var owners = Vocabulary.FormsWith(key.Text).Where(owner => owner.Noun != form.Noun).Select(owner => owner.Noun).Distinct().ToList();
        var near = Suggestion.For(key.Text, free);
        var inner = form.Keys.FirstOrDefault(candidate => candidate.Shape.Forms.Any(one => one.Find(key.Text) is not null));
        var help = near is not null && owners.Count == 0 ? Suggestion.DidYouMean(near)
            : inner is not null ? $"`{key.Text}` belongs inside `{inner.Name}`"
            : owners.Count > 0 ? $"`{key.Text}` belongs to {List(owners)}"
            : Suggestion.Help(key.Text, free, $"{form.Noun} has the keys");
        place.Report(StructureCodes.UnknownKey, $"{form.Noun} has no key `{key.Text}`", key.Location,
            owners.Count > 0 ? "not here" : "no such key", help);
    }

    private static string List(List<string> owners) => owners.Count switch
    {
        1 => owners[0],
        <= 4 => string.Join(", ", owners[..^1]) + " or " + owners[^1],
        _ => string.Join(", ", owners[..3]) + " and others",
    };
}

using MeshRunbook.Language.Conditions;
using MeshRunbook.Language.Steps;

namespace MeshRunbook.Language.Syntax;

/// <summary>All forms of the language, for finding where a key belongs.</summary>
internal static class Vocabulary
{
    private static ILookup<string, Form>? _byKey;

    public static IEnumerable<Form> FormsWith(string key) =>
        (_byKey ??= AllForms().SelectMany(form => form.Keys.Select(one => (one.Name, form)))
            .ToLookup(pair => pair.Name, pair => pair.form, StringComparer.Ordinal))[key];

    private static List<Form> AllForms()
    {
        var found = new List<Form>();
        var waiting = new Queue<Form>([RunbookForm.Form, .. StepKinds.All.Select(kind => kind.Form), .. ConditionKinds.All.Select(kind => kind.Form)]);
        while (waiting.TryDequeue(out var form))
        {
            if (found.Contains(form)) continue;
            found.Add(form);
            foreach (var inner in form.Keys.SelectMany(key => key.Shape.Forms)) waiting.Enqueue(inner);
        }

        return found;
    }
}

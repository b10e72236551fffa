using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Steps;

/// <summary>Finds the ids of steps before they are compiled, so that an expression can be told why a step is not there yet.</summary>
internal static class StepIds
{
    /// <summary>The ids of all steps in a node, however deep; branches of a parallel step have names but no outputs.</summary>
    public static IEnumerable<string> In(YamlNode? node)
    {
        switch (node)
        {
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                    foreach (var id in In(item)) yield return id;
                break;
            case YamlMapping mapping:
                if (mapping.Find("steps") is null || mapping.Find("forEach") is not null)
                    if (mapping.Find("id")?.Value is YamlScalar name) yield return name.Text;
                foreach (var entry in mapping.Entries)
                    if (entry.Key.Text is "steps" or "parallel")
                        foreach (var id in In(entry.Value)) yield return id;
                break;
        }
    }

    /// <summary>The names, with these steps known but out of reach.</summary>
    public static Names Hide(this Names names, IEnumerable<string> ids, HiddenStep why)
    {
        var hidden = new StepName(ImmutableDictionary.Create<string, Types.DataType>(StringComparer.Ordinal), why);
        return names with { Steps = names.Steps.SetItems(ids.Select(id => KeyValuePair.Create(id, hidden))) };
    }
}

using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>A kind of condition: the key that names it, and the other keys that it takes.</summary>
/// <param name="description">What it asks, in a sentence that editors show.</param>
/// <param name="keys">The naming key first; `otherwise` need not be among them.</param>
internal sealed class ConditionKind(string description, params ImmutableArray<Key<TemplateTree>> keys)
{
    private static readonly Key<TemplateTree> Otherwise = new("otherwise", Trees.Text, "What to do if it does not hold; said after what was found.")
    {
        Example = "finish phase 1 first",
    };

    public string Name { get; } = keys[0].Name;

    public string Description { get; } = description;

    public Form Form { get; } = new($"the condition `{keys[0].Name}`", keys.Any(key => key.Name == Otherwise.Name) ? [.. keys] : [.. keys, Otherwise]);

    /// <summary>Reports what the keys alone cannot say, such as two that exclude each other.</summary>
    public Action<Fields, Place>? Check { get; init; }
}

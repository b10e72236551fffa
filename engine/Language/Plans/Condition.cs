using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Plans;

/// <summary>Something that may hold in the world, asked by `probe`, `wait` and `verify` alike.</summary>
/// <param name="Kind">The key that names it, such as `labels`.</param>
/// <param name="Arguments">All its keys, the naming one included, as the runbook gives them.</param>
public sealed record Condition(string Kind, TemplateMap Arguments, Location Location);

/// <summary>A condition with its values put in: what is asked of the world.</summary>
/// <param name="Arguments">All keys of the condition; absent ones are absent here too. The runbook's `cluster` is merged in as `kubeconfig` and `context`.</param>
public sealed record Question(string Kind, MapValue Arguments)
{
    /// <summary>The address of the step that asks, for whoever watches; the answer does not depend on it.</summary>
    public string Asker { get; init; } = "";
}

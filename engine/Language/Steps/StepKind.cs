using System.Collections.Immutable;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Steps;

/// <summary>A kind of step: the key that names it, the other keys that it takes, and how they become a step of the plan.</summary>
/// <param name="description">What it does, in a sentence that editors show.</param>
/// <param name="keys">The naming key first.</param>
internal abstract class StepKind(string description, ImmutableArray<Key> keys)
{
    public string Name { get; } = keys[0].Name;

    public string Description { get; } = description;

    public Form Form { get; } = new($"{(keys[0].Name[0] is 'a' ? "an" : "a")} `{keys[0].Name}` step", keys);

    /// <summary>The id, where it is not the value of the key `id`.</summary>
    public virtual Key<string> IdKey => CommonKeys.Id;

    /// <summary>The keys with what one of them brings about that is not there itself.</summary>
    public virtual MapMeaning Completed(MapMeaning keys) => keys;

    public abstract CompiledStep Compile(string id, Fields fields, Place place);
}

/// <summary>A step, and what the rest of the runbook may know of it.</summary>
/// <param name="Step">Without the keys that are common to several kinds.</param>
/// <param name="Inner">Names that the step's own `outputs` may use.</param>
/// <param name="After">Names that what follows may use, this step's outputs not yet among them.</param>
internal sealed record CompiledStep(Step Step, Names Inner, Names After)
{
    /// <summary>The outputs, where they do not come from the key `outputs`.</summary>
    public ImmutableArray<KeyValuePair<string, DataType>>? Outputs { get; init; }

    /// <summary>Whether nothing is known of the outputs, because of a mistake that has been reported.</summary>
    public bool OutputsAreUnknown { get; init; }

    /// <summary>What an output of the step is to others: the same, or a list of it.</summary>
    public Func<DataType, DataType> Seen { get; init; } = type => type;
}

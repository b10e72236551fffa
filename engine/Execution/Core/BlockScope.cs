using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>What names stand for in the steps of a block.</summary>
internal sealed class BlockScope(Block block) : IScope
{
    public Evaluated Resolve(Reference reference) => reference switch
    {
        ParameterReference parameter => block.Frame.Parameter(parameter.Name),
        StepOutputReference output => Output(output.StepId, output.Output),
        VariableReference variable => Variable(variable.Name),
        RunReference run => block.Frame.Run.Fact(run.Name),
        _ => Evaluated.Unknown(reference is ResultReference result ? result.Name : reference.ToString()!),
    };

    private Evaluated Variable(string name)
    {
        for (var at = block; at is not null && at.Frame == block.Frame; at = at.Owner?.Block)
            if (at.Owner?.Step is ForEachStep loop && loop.As == name && at.Item is { } item) return item;
        return Evaluated.Unknown(name);
    }

    private Evaluated Output(string id, string name)
    {
        for (var at = block; at is not null && at.Frame == block.Frame; at = at.Owner?.Block)
            if (Find(at, id, name) is { } found) return found;
        return Evaluated.Unknown($"steps.{id}.outputs.{name}");
    }

    /// <summary>The output of a step of <paramref name="block"/>, or of a branch that has ended in it; null where neither has the step.</summary>
    private static Evaluated? Find(Block block, string id, string name)
    {
        if (!block.Frame.Run.IndexOf(block.Steps, block).TryGetValue(id, out var index)) return null;
        var step = block.Steps[index];
        if (step.Step.Id == id)
            return step.Status switch
            {
                StepStatus.Succeeded => new Evaluated(step.Outputs?[name] ?? Value.Null),
                StepStatus.Skipped => new Evaluated(Value.Null),
                _ => null,
            };
        if (step.Status == StepStatus.Skipped) return Value.Null;
        foreach (var branch in step.Blocks)
            if (Find(branch, id, name) is { } found) return found;
        return null;
    }
}

/// <summary>A block's scope and, beside it, what a command has printed.</summary>
internal sealed class ResultScope(IScope outer, ImmutableDictionary<string, Value> result) : IScope
{
    public Evaluated Resolve(Reference reference) =>
        reference is ResultReference name && result.TryGetValue(name.Name, out var value) ? value : outer.Resolve(reference);
}

/// <summary>Where each step of a list stands in it; for the steps of its branches, where their parallel step stands.</summary>
internal static class StepIndex
{
    public static Dictionary<string, int> Of(IReadOnlyList<StepState> steps)
    {
        var index = new Dictionary<string, int>(steps.Count, StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            index[steps[i].Step.Id] = i;
            AddBranches(index, steps[i].Step, i);
        }

        return index;
    }

    private static void AddBranches(Dictionary<string, int> index, Step step, int at)
    {
        if (step is not ParallelStep parallel) return;
        foreach (var inner in parallel.Branches.SelectMany(branch => branch.Steps))
        {
            index.TryAdd(inner.Id, at);
            AddBranches(index, inner, at);
        }
    }
}

using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Language.Comparison.Risks;

/// <summary>What a rollback is told of the run that it takes back: the parameters and outputs that its own parameters are named after.</summary>
internal sealed record RollbackReach(ImmutableHashSet<string> Given, ImmutableHashSet<string> Steps)
{
    public static RollbackReach Of(Plan forward, Plan rollback)
    {
        var wanted = rollback.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        var outputs = forward.Outputs.Where(output => wanted.Contains(output.Name)).ToList();
        return new(
            [.. forward.Parameters.Select(parameter => parameter.Name).Where(wanted.Contains), .. outputs.Select(output => output.Name)],
            [.. outputs.SelectMany(output => References.Of(output.Template)).Select(reference => reference.Target).OfType<StepOutputReference>().Select(target => target.StepId)]);
    }

    /// <summary>What the rollback no longer learns although it is still there.</summary>
    public static IEnumerable<(string Subject, bool IsStep, string Reason)> Lost(PlanComparison comparison, Plan oldRollback, Plan newRollback)
    {
        var (before, after) = (Of(comparison.Old, oldRollback), Of(comparison.New, newRollback));
        foreach (var pair in comparison.Steps)
            if (pair is { Old: { } old, New: { } @new } && before.Steps.Contains(old.Id) && !after.Steps.Contains(@new.Id))
                yield return (pair.NewPlace!.Address, true, $"the rollback `{newRollback.Name}` is no longer told what this step found");
        foreach (var name in before.Given.Order(StringComparer.Ordinal))
            if (!after.Given.Contains(name) && newRollback.Parameters.Any(parameter => parameter.Name == name))
                yield return ($"metadata.rollback", false, $"the rollback `{newRollback.Name}` no longer gets its `{name}` from a run");
    }
}

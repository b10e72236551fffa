using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Testing;

namespace MeshRunbook.Execution.Testing;

/// <summary>Steps and addresses as tests speak of them.</summary>
internal static class TestedSteps
{
    /// <summary>Whether an address is what a pattern means: as it is, or without the keys of loops where the pattern has none.</summary>
    public static bool Fits(Pattern pattern, string address) => pattern.Matches(address)
        || (address.Contains('[', StringComparison.Ordinal) && !pattern.Text.Contains('[', StringComparison.Ordinal) && pattern.Matches(StaticAddresses.WithoutKeys(address)));

    /// <summary>Whether a pattern means a step around the one at this address.</summary>
    public static bool IsInside(Pattern outer, string address)
    {
        for (var i = 0; i < address.Length; i++)
            if (address[i] is '/' or '[' && Fits(outer, address[..i])) return true;
        return false;
    }

    /// <summary>All steps, through calls.</summary>
    public static IEnumerable<Step> Steps(IEnumerable<Step> steps) => steps.SelectMany(step => Inside(step).Prepend(step));

    /// <summary>All plans: the runbook's own and those that it calls.</summary>
    public static IEnumerable<Plan> Plans(Plan plan) => Steps(plan.Steps).OfType<CallStep>().Select(call => call.Callee).Prepend(plan);

    public static IEnumerable<Condition> Conditions(Plan plan) => Steps(plan.Steps).SelectMany(step => (step switch
    {
        WaitStep wait => wait.Conditions,
        VerifyStep verify => verify.Conditions,
        _ => [],
    }).Concat(step.Probe is { } probe ? [probe] : []));

    private static IEnumerable<Step> Inside(Step step) => step switch
    {
        ForEachStep loop => Steps(loop.Steps),
        ParallelStep parallel => parallel.Branches.SelectMany(branch => Steps(branch.Steps)),
        CallStep call => Steps(call.Callee.Steps),
        _ => [],
    };
}

using System.Diagnostics;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Core;

/// <summary>On which steps a person can decide while no engine works on the run.</summary>
public static class DecisionRules
{
    /// <summary>Why this decision makes no sense now, for people; null where it does.</summary>
    public static string? Objection(RunState state, StepDecided decided)
    {
        var step = state.Find(decided.Address) ?? state.FindGate(decided.Address)?.Owner;
        if (step is null) return $"the run has no step `{decided.Address}`";
        if (step.IsComposite && step.Status == StepStatus.Failed && !state.Failed.Contains(step))
            return $"`{decided.Address}` failed because of steps inside it; decide on these: "
                + string.Join(", ", state.Failed.Where(inner => inner.Address.IsInside(step.Address)).Select(inner => $"`{inner.Address}`"));
        return step.Status switch
        {
            StepStatus.Failed or StepStatus.InDoubt or StepStatus.Cancelled => null,
            // Interrupted without a word: it is in doubt as soon as the run is taken up.
            StepStatus.Running when !step.IsComposite => null,
            StepStatus.Succeeded when step.Step.Probe is not null && decided.Decision != Decision.Skip => null,
            StepStatus.Succeeded => $"`{decided.Address}` has succeeded",
            StepStatus.Skipped => $"`{decided.Address}` was skipped",
            StepStatus.Pending => $"`{decided.Address}` has not been started",
            StepStatus.Running => $"`{decided.Address}` is under way; decide on a step inside it",
            StepStatus.WaitingForPerson => $"`{decided.Address}` waits for an answer: runbook approve, or runbook reject",
            StepStatus.WaitingToRetry => $"`{decided.Address}` is going to be tried again",
            _ => throw new UnreachableException(),
        };
    }
}

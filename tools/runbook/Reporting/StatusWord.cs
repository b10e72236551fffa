using System.Diagnostics;
using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Reporting;

/// <summary>How the status of a step is called in reports.</summary>
internal static class StatusWord
{
    public static string Of(StepStatus status) => status switch
    {
        StepStatus.Pending => "not started",
        StepStatus.Running => "under way",
        StepStatus.InDoubt => "in doubt",
        StepStatus.WaitingForPerson => "waits for a person",
        StepStatus.WaitingToRetry => "waits to be tried again",
        StepStatus.Succeeded => "done",
        StepStatus.Skipped => "skipped",
        StepStatus.Failed => "failed",
        StepStatus.Cancelled => "ended by the engine",
        _ => throw new UnreachableException(),
    };
}

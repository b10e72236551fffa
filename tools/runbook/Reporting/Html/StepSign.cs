using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>The sign of a step's status, and its class in the style sheet.</summary>
internal static class StepSign
{
    public static (string Class, string Sign) Of(StepStatus status) => status switch
    {
        StepStatus.Succeeded => ("done", "✔"),
        StepStatus.Skipped => ("skipped", "–"),
        StepStatus.Failed or StepStatus.Cancelled => ("failed", "✘"),
        StepStatus.InDoubt or StepStatus.WaitingForPerson => ("open", "?"),
        StepStatus.Running or StepStatus.WaitingToRetry => ("open", "●"),
        _ => ("skipped", "○"),
    };
}

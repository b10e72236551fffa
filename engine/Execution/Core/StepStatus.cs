namespace MeshRunbook.Execution.Core;

/// <summary>Where a step of a run stands.</summary>
public enum StepStatus
{
    Pending,
    Running,

    /// <summary>It was started by an engine that is gone, and whether it did its work is not known.</summary>
    InDoubt,

    WaitingForPerson,
    WaitingToRetry,
    Succeeded,
    Skipped,
    Failed,

    /// <summary>Ended by the engine because the run was stopped.</summary>
    Cancelled,
}

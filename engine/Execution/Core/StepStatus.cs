namespace MeshRunbook.Execution.Core;

/// <summary>Where a step of a run stands.</summary>
public enum StepStatus { Pending, Running, InDoubt, WaitingForPerson, WaitingToRetry, Succeeded, Skipped, Failed, Cancelled }

using MeshRunbook.Execution.Core;

namespace MeshRunbook.Execution.Running;

/// <summary>How the engine let go of a run.</summary>
/// <param name="Message">For people; null where there is nothing to add.</param>
/// <param name="WantsRollback">Whether a rejection asked for the rollback runbook.</param>
public sealed record RunEnd(RunOutcome Outcome, string? Message, RunState State, bool WantsRollback = false);

public enum RunOutcome { Succeeded, Failed, WaitingForPerson, InDoubt, Interrupted, Rejected, OffPlan }

using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;

namespace MeshRunbook.Execution.Running;

/// <summary>A step that had done its work, and whose probe no longer holds or cannot tell.</summary>
/// <param name="Answer">What the probe says now, secrets masked; what it said before is the step's <see cref="StepState.Probe"/>.</param>
public sealed record Drifted(StepState Step, Answer Answer);

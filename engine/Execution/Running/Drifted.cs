using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;

namespace MeshRunbook.Execution.Running;

/// <summary>A step that had done its work, and whose probe no longer holds.</summary>
public sealed record Drifted(StepState Step, Answer Answer);

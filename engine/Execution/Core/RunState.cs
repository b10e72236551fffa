using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Core;

/// <summary>What has happened in a run so far: the fold of its events over its plan.</summary>
public sealed partial class RunState(Plan plan)
{
    public Plan Plan { get; } = plan;
}

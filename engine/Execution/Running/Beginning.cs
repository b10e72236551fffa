using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Running;

/// <summary>With what a run begins.</summary>
/// <param name="Parameters">Bound parameters, secrets in clear and marked.</param>
/// <param name="Lock">The lock's key, which the caller holds.</param>
/// <param name="Teams">Team to list of user names, for the approvers of gates.</param>
/// <param name="SavedPlan">The digest of the saved plan, pinned with the run, that it carries out; null for none.</param>
public sealed record Beginning(MapValue Parameters, string? Lock = null, string? RollbackOf = null, MapValue? Teams = null, string? SavedPlan = null);

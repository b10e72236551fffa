using MeshRunbook.Language.Text;

namespace MeshRunbook.Execution.Testing;

/// <summary>A step, or a branch of one, that tests can reach.</summary>
/// <param name="Address">In the runbook's own file, with `[*]` for the items of loops.</param>
/// <param name="Branch">Such as `when false`; null for the step itself.</param>
public sealed record CoveragePoint(string Address, string? Branch, Location Location, bool IsReached);

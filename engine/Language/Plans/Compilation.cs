using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Plans;

/// <summary>What became of a runbook's text: a plan if no diagnostic is an error, and all diagnostics sorted by position.</summary>
public sealed record Compilation(Plan? Plan, ImmutableArray<Diagnostic> Diagnostics);

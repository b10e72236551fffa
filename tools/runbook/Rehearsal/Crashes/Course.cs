using System.Text.Json.Nodes;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>How a rehearsal went whose engine was killed at some points, or at none.</summary>
/// <param name="Died">The crash points that it met, in order.</param>
/// <param name="ExitCode">What the last engine ended with.</param>
/// <param name="Said">The last that it printed.</param>
/// <param name="End">The mesh afterwards.</param>
/// <param name="Journal">Of the rehearsed run.</param>
/// <param name="Folder">Where its runs and all that was printed are kept.</param>
internal sealed record Course(
    IReadOnlyList<CrashPoint> Died, int ExitCode, string Said, JsonNode End, IReadOnlyList<Mutation> Mutations,
    IReadOnlyList<Entry> Journal, RunState Run, string Folder);

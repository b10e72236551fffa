using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>
/// What the engine of a rehearsal is told by whoever crashes it: on which mesh it works, and when it dies. Looked for only where
/// a run is rehearsed, so that no engine on a real cluster ever dies of it.
/// </summary>
/// <param name="Folder">The mesh's folder.</param>
/// <param name="ProcessId">The mesh's process.</param>
/// <param name="Report">File that gets a line for each death: the run, and the crash point's name.</param>
/// <param name="Points">Names of crash points, and after how many milliseconds those during a command are due.</param>
internal sealed record Assignment(string Folder, int ProcessId, string Report, IReadOnlyDictionary<string, int> Points)
{
    public const string Variable = "RUNBOOK_REHEARSAL_ASSIGNMENT";

    /// <summary>The one in the file that the environment names, or null.</summary>
    public static Assignment? Given => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file
        ? JsonSerializer.Deserialize(File.ReadAllBytes(file), AssignmentJson.Default.Assignment)
        : null;

    public void Save(string file) => File.WriteAllBytes(file, JsonSerializer.SerializeToUtf8Bytes(this, AssignmentJson.Default.Assignment));
}

[JsonSerializable(typeof(Assignment))]
internal sealed partial class AssignmentJson : JsonSerializerContext;

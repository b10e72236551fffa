using System.Text.Json;
using System.Text.Json.Serialization;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Rehearsal;

/// <summary>Kept with a run that is rehearsed, so that whoever resumes it finds its mesh and its script again.</summary>
/// <param name="Folder">The mesh's folder.</param>
/// <param name="ProcessId">The mesh's process.</param>
/// <param name="Scenario">Full path of the scenario.</param>
/// <param name="Runbook">Full path of the rehearsed runbook.</param>
/// <param name="Answers">Full path of the file of answers, or null.</param>
internal sealed record Note(string Folder, int ProcessId, string Scenario, string Runbook, string? Answers)
{
    /// <summary>How many of the runs that come before the rehearsed one had been done when this one was started.</summary>
    public int Position { get; init; }

    /// <summary>The run before that the rehearsed one takes back, or null.</summary>
    public string? TakenBack { get; init; }

    /// <summary>Whether the mesh is somebody else's, who ends it.</summary>
    public bool IsLent { get; init; }

    /// <summary>Whether each run is planned first, and then carried out by its saved plan.</summary>
    public bool IsPlanned { get; init; }

    private const string Name = "rehearsal.json";

    public void Save(IRun run) =>
        File.WriteAllBytes(Path.Combine(run.ArtifactsFolder, Name), JsonSerializer.SerializeToUtf8Bytes(this, NoteJson.Default.Note));

    /// <summary>Null where the run is no rehearsal.</summary>
    public static Note? Of(IRun run)
    {
        var file = Path.Combine(run.ArtifactsFolder, Name);
        return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), NoteJson.Default.Note) : null;
    }
}

[JsonSerializable(typeof(Note))]
internal sealed partial class NoteJson : JsonSerializerContext;

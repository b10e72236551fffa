using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshSim.Running;

/// <summary>What a running mesh leaves in its folder, for the other verbs to find it.</summary>
internal sealed record RunningMesh(int Pid, int Port, string Token)
{
    public static string FileOf(string folder) => Path.Combine(folder, "meshsim.json");

    /// <summary>Null when no mesh has been started in the folder, or it has ended.</summary>
    public static RunningMesh? Find(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(FileOf(folder)), RunningMeshJson.Default.RunningMesh);
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string folder) => PrivateFile.Write(FileOf(folder), JsonSerializer.Serialize(this, RunningMeshJson.Default.RunningMesh) + "\n");
}

[JsonSerializable(typeof(RunningMesh))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
internal sealed partial class RunningMeshJson : JsonSerializerContext;

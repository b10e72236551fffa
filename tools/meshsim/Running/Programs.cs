using MeshSim.StandIns;

namespace MeshSim.Running;

/// <summary>Everything that answers on a running mesh's private port: the stand-ins, and meshsim's own other verbs.</summary>
internal static class Programs
{
    public static IReadOnlyDictionary<string, StandIn> Of(SimulatedMesh mesh) => new Dictionary<string, StandIn>(StringComparer.Ordinal)
    {
        ["report"] = new ReportProgram(mesh).RunAsync,
    };
}

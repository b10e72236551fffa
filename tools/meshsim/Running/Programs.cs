using MeshSim.StandIns;
using MeshSim.StandIns.Asmcli;
using MeshSim.StandIns.Gcloud;
using MeshSim.StandIns.Istioctl;
using MeshSim.StandIns.MigrateCa;

namespace MeshSim.Running;

/// <summary>Everything that answers on a running mesh's private port: the stand-ins, and meshsim's own other verbs.</summary>
internal static class Programs
{
    public static IReadOnlyDictionary<string, StandIn> Of(SimulatedMesh mesh, string folder) => new Dictionary<string, StandIn>(StringComparer.Ordinal)
    {
        ["asmcli"] = new AsmcliProgram(mesh, folder).RunAsync,
        ["istioctl"] = new IstioctlProgram(mesh).RunAsync,
        ["gcloud"] = new GcloudProgram(mesh).RunAsync,
        ["migrate_ca"] = new MigrateCaProgram(mesh).RunAsync,
        ["report"] = new ReportProgram(mesh).RunAsync,
        ["state"] = new StateProgram(mesh).RunAsync,
        ["proxies"] = new ProxiesProgram(mesh).RunAsync,
        ["fault"] = new FaultProgram(mesh).RunAsync,
        ["mutations"] = new MutationsProgram(mesh).RunAsync,
    };
}

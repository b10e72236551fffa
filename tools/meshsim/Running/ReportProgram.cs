using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MeshSim.Prober;
using MeshSim.StandIns;

namespace MeshSim.Running;

/// <summary><c>meshsim report</c>: the prober's counts.</summary>
internal sealed class ReportProgram(SimulatedMesh mesh)
{
    private static readonly ReportJson Format = new(new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public async Task<int> RunAsync(Call call, CancellationToken stop)
    {
        var report = await mesh.Prober.ReportAsync(await mesh.Gateways.ReportAsync(stop), stop);
        var text = call.Arguments is ["json"] ? JsonSerializer.Serialize(report, Format.ProbeReport) + "\n" : report.ToText();
        await call.OutAsync(text, stop);
        return 0;
    }
}

[JsonSerializable(typeof(ProbeReport))]
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
internal sealed partial class ReportJson : JsonSerializerContext;

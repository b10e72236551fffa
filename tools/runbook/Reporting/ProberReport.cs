using System.Text.Json;
using MeshRunbook.Cli.Reporting.Mesh;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Reporting;

/// <summary>What the prober of a simulated mesh said, kept among the artifacts of the run so that it outlives the mesh.</summary>
internal sealed class ProberReport
{
    private const string Name = "mesh-report.json";
    private readonly JsonElement _report;

    private ProberReport(JsonElement report) => _report = report;

    public ProbeCounts Counts => new(
        Number("checked"), Number("failed"), Number("handshakes"), Number("handshakesFailed"), Number("gatewayRequests"), Number("gatewayRequestsFailed"));

    public IReadOnlyList<GatewayCount> Gateways => _report.ValueKind == JsonValueKind.Object && _report.TryGetProperty("gateways", out var gateways)
        ? [.. gateways.EnumerateArray().Select(gateway => new GatewayCount(
            gateway.GetProperty("cluster").GetString()!, gateway.GetProperty("namespace").GetString()!, gateway.GetProperty("name").GetString()!,
            gateway.GetProperty("requests").GetInt64(), gateway.GetProperty("failed").GetInt64()))]
        : [];

    /// <summary>Keeps what the mesh said until now.</summary>
    /// <param name="report">JSON, as `meshsim report --output json` prints it.</param>
    public static void Keep(IRun run, string report)
    {
        var file = Path.Combine(run.ArtifactsFolder, Name);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.Write(report);
    }

    /// <summary>Null where the run has none, or none that can be read.</summary>
    public static ProberReport? Find(IRun run)
    {
        var file = Path.Combine(run.ArtifactsFolder, Name);
        if (!File.Exists(file)) return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return new(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The mesh during a run; null where the history is not what it should be.</summary>
    public MeshPicture? Picture(DateTimeOffset from, DateTimeOffset to, IReadOnlyCollection<string> contexts)
    {
        try
        {
            return ProberHistory.Read(_report, from, to, contexts);
        }
        catch (Exception problem) when (problem is KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private long Number(string name) => _report.ValueKind == JsonValueKind.Object && _report.TryGetProperty(name, out var value) && value.TryGetInt64(out var number) ? number : 0;
}

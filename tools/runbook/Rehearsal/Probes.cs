using System.Globalization;
using System.Text.Json;

namespace MeshRunbook.Cli.Rehearsal;

/// <summary>What the prober of a simulated mesh has counted.</summary>
/// <param name="Checked">Ordered pairs of proxies, counted again at each change.</param>
/// <param name="GatewayRequests">Requests through the ready endpoints of the gateways' Services to workloads behind them, sent again at each change.</param>
internal sealed record Probes(long Checked, long Failed, long Handshakes, long HandshakesFailed, long GatewayRequests, long GatewayRequestsFailed, IReadOnlyList<string> FirstFailures)
{
    public bool AllPassed => Failed == 0 && HandshakesFailed == 0 && GatewayRequestsFailed == 0;

    public static Probes Of(JsonElement report) => new(
        Number(report, "checked"), Number(report, "failed"), Number(report, "handshakes"), Number(report, "handshakesFailed"),
        Number(report, "gatewayRequests"), Number(report, "gatewayRequestsFailed"),
        report.TryGetProperty("firstFailures", out var failures) ? [.. failures.EnumerateArray().Select(Text)] : []);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"mTLS probes: {Checked:N0} checked, {Failed:N0} failed");

    private static long Number(JsonElement report, string name) => report.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    private static string Text(JsonElement failure) => failure.ValueKind == JsonValueKind.String ? failure.GetString()! : failure.GetRawText();
}

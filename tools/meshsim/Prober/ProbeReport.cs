using System.Globalization;
using System.Text;

namespace MeshSim.Prober;

/// <summary>What the prober has seen since the mesh came up.</summary>
public sealed record ProbeReport(
    int Proxies,
    int Classes,
    long Changes,
    long Checked,
    long Failed,
    long Handshakes,
    long HandshakesFailed,
    long GatewayRequests,
    long GatewayRequestsFailed,
    IReadOnlyList<GatewayCounts> Gateways,
    IReadOnlyList<ProbeFailure> FirstFailures,
    TrustHistory History)
{
    /// <summary>The report for people; its first line is <c>mTLS probes: N checked, N failed</c>.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        var culture = CultureInfo.InvariantCulture;
        text.AppendLine(culture, $"mTLS probes: {Checked} checked, {Failed} failed");
        text.AppendLine(culture, $"TLS handshakes: {Handshakes} done, {HandshakesFailed} failed");
        text.AppendLine(culture, $"gateway requests: {GatewayRequests}, {GatewayRequestsFailed} failed");
        text.AppendLine(culture, $"proxies: {Proxies} in {Classes} classes, {Changes} changes seen");
        foreach (var failure in FirstFailures)
            text.AppendLine(culture, $"failed: {failure.Time:HH:mm:ss.fff} {failure.Client} -> {failure.Server}: {failure.Law}");
        foreach (var line in History.Lines()) text.AppendLine(culture, $"trust: {line}");
        return text.ToString();
    }
}

/// <summary>One pair that may not talk, or a request that did not come through a gateway.</summary>
public sealed record ProbeFailure(DateTimeOffset Time, string Client, string Server, string Law);

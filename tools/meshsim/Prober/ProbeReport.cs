using System.Globalization;
using System.Text;
using MeshSim.Certificates;

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
    long GatewayChecks,
    long GatewayInterruptions,
    IReadOnlyList<ProbeFailure> FirstFailures,
    IReadOnlyList<TrustState> Timeline)
{
    /// <summary>The report for people; its first line is <c>mTLS probes: N checked, N failed</c>.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        var culture = CultureInfo.InvariantCulture;
        text.AppendLine(culture, $"mTLS probes: {Checked} checked, {Failed} failed");
        text.AppendLine(culture, $"TLS handshakes: {Handshakes} done, {HandshakesFailed} failed");
        text.AppendLine(culture, $"gateway checks: {GatewayChecks} done, {GatewayInterruptions} without a ready endpoint");
        text.AppendLine(culture, $"proxies: {Proxies} in {Classes} classes, {Changes} changes seen");
        foreach (var failure in FirstFailures)
            text.AppendLine(culture, $"failed: {failure.Time:HH:mm:ss.fff} {failure.Client} -> {failure.Server}: {failure.Law}");
        foreach (var state in Timeline)
            text.AppendLine(culture, $"trust: {state.Time:HH:mm:ss.fff} {string.Join(", ", state.Groups)}");
        return text.ToString();
    }
}

/// <summary>One pair that may not talk, or a gateway without endpoints.</summary>
public sealed record ProbeFailure(DateTimeOffset Time, string Client, string Server, string Law);

/// <summary>Which kinds of trust there were from a moment on.</summary>
public sealed record TrustState(DateTimeOffset Time, IReadOnlyList<TrustGroup> Groups);

/// <summary>Proxies with certificates of one CA and one bundle.</summary>
public sealed record TrustGroup(string Issuer, IReadOnlyList<string> Trusts, string TrustDomain, int Proxies)
{
    /// <summary>Compares all but the number of proxies.</summary>
    public static IEqualityComparer<TrustGroup> Same { get; } = EqualityComparer<TrustGroup>.Create(
        (one, two) => one is not null && two is not null && one.Key == two.Key, group => group.Key.GetHashCode(StringComparison.Ordinal));

    private string Key => $"{Issuer} {TrustDomain} {string.Join(' ', Trusts)}";

    public override string ToString() => $"{Proxies} signed by {Issuer} trust [{string.Join(' ', Trusts)}]";
}

/// <summary>Short names for roots.</summary>
internal static class RootName
{
    /// <summary><c>mesh-ca</c> for the managed CA's root, <c>istio-ca</c> and the start of its fingerprint for any other.</summary>
    public static string Of(Root root) => root.Equals(MeshCa.Root) ? "mesh-ca" : "istio-ca:" + root.Fingerprint[..8];
}

using System.Globalization;
using System.Numerics;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshSim.Scenario;
using MeshSim.Sidecars;

namespace MeshSim.StandIns.Istioctl;

/// <summary>The secrets that a proxy holds, as <c>istioctl proxy-config secret</c> shows them.</summary>
internal static class ProxySecrets
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, IndentSize = 4 };

    /// <summary>As protobuf writes the names of fields, where Envoy itself writes them as its definitions have them.</summary>
    public static string Json(Proxy proxy, bool isGateway)
    {
        var secrets = Camel(new JsonArray([.. EnvoySecrets.Of(proxy, isGateway).Select(secret => (JsonNode)secret)]));
        return new JsonObject { ["dynamicActiveSecrets"] = secrets }.ToJsonString(Format) + "\n";
    }

    public static string Table(Proxy proxy, AsmVersion version)
    {
        string[] head = ["RESOURCE NAME", "TYPE", "STATUS", "VALID CERT", "SERIAL NUMBER", "NOT AFTER", "NOT BEFORE"];
        var rows = new List<string[]> { Row("default", "Cert Chain", proxy.Certificate.Leaf, version) };
        if (proxy.Bundle.Roots is [var first, ..]) rows.Add(Row("ROOTCA", "CA", first.Certificate, version));
        if (Random.Shared.Next(2) == 0) rows.Reverse();
        return TextTable.Write(5, [head, .. rows]);
    }

    private static string[] Row(string name, string type, X509Certificate2 certificate, AsmVersion version)
    {
        var now = DateTime.UtcNow;
        var valid = certificate.NotBefore.ToUniversalTime() <= now && now <= certificate.NotAfter.ToUniversalTime();
        return [name, type, "ACTIVE", valid ? "true" : "false", Serial(certificate, version), Stamp(certificate.NotAfter), Stamp(certificate.NotBefore)];
    }

    private static string Serial(X509Certificate2 certificate, AsmVersion version)
    {
        var number = new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true);
        return version.PrintsHexadecimalSerials
            ? number.ToString("x", CultureInfo.InvariantCulture).TrimStart('0')
            : number.ToString(CultureInfo.InvariantCulture);
    }

    private static string Stamp(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonNode? Camel(JsonNode? node) => node switch
    {
        JsonObject item => new JsonObject(item.Where(field => field.Value is not null && !(field.Key == "@type" && item.ContainsKey("version_info")))
            .Select(field => KeyValuePair.Create(Camel(field.Key), Camel(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Camel)]),
        _ => node?.DeepClone(),
    };

    private static string Camel(string name) =>
        string.Concat(name.Split('_').Select((word, place) => place == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshSim.Sidecars;
using MeshSim.StandIns;

namespace MeshSim.Running;

/// <summary><c>meshsim proxies</c>: what every running proxy really holds, to compare what others find out about it.</summary>
internal sealed class ProxiesProgram(SimulatedMesh mesh)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<int> RunAsync(Call call, CancellationToken stop)
    {
        var proxies = mesh.Proxies.All.OrderBy(proxy => proxy.ToString(), StringComparer.Ordinal).Select(proxy => (JsonNode)Of(proxy));
        await call.OutAsync(new JsonArray([.. proxies]).ToJsonString(Format) + "\n", stop);
        return 0;
    }

    private static JsonObject Of(Proxy proxy) => new()
    {
        ["cluster"] = proxy.Cluster,
        ["namespace"] = proxy.Namespace,
        ["pod"] = proxy.Pod,
        ["revision"] = proxy.Revision,
        ["trusts"] = new JsonArray([.. proxy.Bundle.Roots.Select(root => JsonValue.Create(root.Fingerprint))]),
        ["issuer"] = proxy.Certificate.Root.Fingerprint,
        ["trustDomain"] = proxy.Certificate.Identity.TrustDomain,
        ["accepts"] = new JsonArray([.. proxy.Accepts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(domain => JsonValue.Create(domain))]),
        ["notAfter"] = proxy.Certificate.Leaf.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };
}

using System.Text;
using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Certificates;

namespace MeshSim.ControlPlanes;

/// <summary>The two secrets in which Istio keeps a CA.</summary>
internal static class CaSecrets
{
    /// <summary>The plugged-in CA when its secret has all four keys, else the self-signed one, else null.</summary>
    public static CertificateAuthority? Load(ObjectStore store) =>
        Read(store, ControlPlaneNames.PluggedInSecret, plugged: true) ?? Read(store, ControlPlaneNames.CaSecret, plugged: false);

    /// <summary>The root that the secrets tell of, whether or not they hold a key.</summary>
    public static Root? FindRoot(ObjectStore store) =>
        Root.AllIn(Value(Get(store, ControlPlaneNames.PluggedInSecret), "root-cert.pem")).Concat(
            Root.AllIn(Value(Get(store, ControlPlaneNames.CaSecret), "ca-cert.pem"))).FirstOrDefault();

    public static JsonObject? Get(ObjectStore store, string name) => store.Get(BuiltInTypes.Secrets, ControlPlaneNames.Namespace, name);

    public static JsonObject SelfSigned(CaFiles files) => Secret(ControlPlaneNames.CaSecret, "istio.io/ca-root", new Dictionary<string, string>
    {
        ["ca-cert.pem"] = files.CaCert,
        ["ca-key.pem"] = files.CaKey,
        ["cert-chain.pem"] = "",
        ["key.pem"] = "",
        ["root-cert.pem"] = "",
    });

    /// <param name="files">Texts by the names under which the secret keeps them.</param>
    public static JsonObject PluggedIn(IReadOnlyDictionary<string, string> files) => Secret(ControlPlaneNames.PluggedInSecret, "Opaque", files);

    public static JsonObject PluggedIn(CaFiles files) => PluggedIn(new Dictionary<string, string>
    {
        ["ca-cert.pem"] = files.CaCert,
        ["ca-key.pem"] = files.CaKey,
        ["root-cert.pem"] = files.RootCert,
        ["cert-chain.pem"] = files.CertChain,
    });

    /// <summary>A secret's value as text; empty when it is missing.</summary>
    public static string Value(JsonObject? secret, string key)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(secret?.Text("data", key) ?? ""));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private static CertificateAuthority? Read(ObjectStore store, string name, bool plugged)
    {
        var secret = Get(store, name);
        var files = new CaFiles(Value(secret, "ca-cert.pem"), Value(secret, "ca-key.pem"), Value(secret, "root-cert.pem"), Value(secret, "cert-chain.pem"));
        if (secret is null || files.CaKey.Length == 0 || files.CaCert.Length == 0) return null;
        return plugged && (files.RootCert.Length == 0 || files.CertChain.Length == 0) ? null : files.Load();
    }

    private static JsonObject Secret(string name, string type, IReadOnlyDictionary<string, string> data) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ControlPlaneNames.Namespace },
        ["type"] = type,
        ["data"] = new JsonObject(data.Select(pair =>
            new KeyValuePair<string, JsonNode?>(pair.Key, Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Value))))),
    };
}

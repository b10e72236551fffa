using MeshSim.Certificates;

namespace MeshSim.Prober;

/// <summary>Short names for roots.</summary>
internal static class RootName
{
    /// <summary><c>mesh-ca</c> for the managed CA's root, <c>istio-ca</c> and the start of its fingerprint for any other.</summary>
    public static string Of(Root root) => root.Equals(MeshCa.Root) ? "mesh-ca" : "istio-ca:" + root.Fingerprint[..8];
}

using System.Collections.Immutable;
using System.Text.Json;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Trust;

/// <summary>Finds the certificates that a cluster itself calls its roots.</summary>
internal static class KnownRoots
{
    /// <summary>The root of the cluster's own CA: from the secret that istiod signs with, else from what it hands out.</summary>
    public static async Task<Root> CitadelAsync(KubernetesCluster cluster, CancellationToken cancellation)
    {
        foreach (var (secret, key) in new[] { ("cacerts", "root-cert.pem"), ("istio-ca-secret", "ca-cert.pem") })
        {
            using var document = await cluster.GetAsync(ResourceKind.Secret, ControlPlane.Namespace, secret, cancellation);
            if (document is null) continue;
            if (Read(document.RootElement, key, isSecret: true) is { Length: > 0 } roots)
                return OnlyOne(Signers(document.RootElement, roots), $"secret {secret}");
        }

        using var map = await cluster.GetAsync(ResourceKind.ConfigMap, ControlPlane.Namespace, "istio-ca-root-cert", cancellation);
        if (map is not null && Read(map.RootElement, "root-cert.pem", isSecret: false) is { Length: > 0 } handedOut)
        {
            var others = handedOut.Length == 1 ? [] : await FromMeshConfigsAsync(cluster, cancellation);
            return OnlyOne([.. handedOut.Except(others)], "ConfigMap istio-ca-root-cert");
        }

        throw new CannotTellException(
            $"{cluster.Name} has no root of its own CA: neither secret cacerts nor istio-ca-secret nor ConfigMap istio-ca-root-cert "
            + $"in {ControlPlane.Namespace} holds one",
            "name the root by the fingerprint that was recorded before the secrets were removed: sha256:HEX");
    }

    /// <summary>The root of Mesh CA: from the mesh configs, else from what proxies hold.</summary>
    /// <param name="held">Asked only where no mesh config has it.</param>
    public static async Task<Root> MeshCaAsync(
        KubernetesCluster cluster, Func<Task<ImmutableArray<Root>>> held, CancellationToken cancellation)
    {
        var configured = await FromMeshConfigsAsync(cluster, cancellation);
        var candidates = configured.Where(root => root.LooksLikeMeshCa).ToImmutableArray();
        if (candidates.IsEmpty) candidates = [.. (await held()).Where(root => root.LooksLikeMeshCa)];
        if (!candidates.IsEmpty) return OnlyOne(candidates, "the mesh");
        throw new CannotTellException(
            $"{cluster.Name} has no root of Mesh CA: no mesh config in {ControlPlane.Namespace} names it, and no proxy holds it",
            $"see whether the revision that distributes it is installed: {cluster.Name.Kubectl($"get configmap -n {ControlPlane.Namespace}")}");
    }

    private static async Task<ImmutableArray<Root>> FromMeshConfigsAsync(KubernetesCluster cluster, CancellationToken cancellation) =>
        [.. (await ControlPlane.MeshConfigsAsync(cluster, cancellation)).SelectMany(config => config.CaCertificates).Distinct()];

    private static ImmutableArray<Root>? Read(JsonElement @object, string key, bool isSecret) =>
        ControlPlane.Entry(@object, key, isSecret) is { } pem ? Root.ReadPem(pem) : null;

    /// <summary>Of several roots in a secret, the one to which the CA's own certificate chains.</summary>
    private static ImmutableArray<Root> Signers(JsonElement secret, ImmutableArray<Root> roots)
    {
        if (roots.Length == 1 || ControlPlane.Entry(secret, "ca-cert.pem", isSecret: true) is not { } pem) return roots;
        var chain = pem + "\n" + ControlPlane.Entry(secret, "cert-chain.pem", isSecret: true);
        return ProxyCertificate.Read(chain)?.RootAmong(roots) is { } root ? [root] : roots;
    }

    private static Root OnlyOne(ImmutableArray<Root> candidates, string place) => candidates.Length == 1 ? candidates[0]
        : throw new CannotTellException(
            $"{place} holds {candidates.Length} candidates for one root: {string.Join(", ", candidates.Select(root => root.Fingerprint))}",
            "name the right one by its fingerprint: sha256:HEX");
}

using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Trust;

/// <summary>The trust of all pods of a cluster at one moment.</summary>
/// <param name="AskedThrough">How the proxies were asked, and where that was not port-forward, why.</param>
/// <param name="Namespaces">What is not as expected of namespaces themselves.</param>
/// <param name="LeftOut">How many pods are not in it because they are terminating or have completed.</param>
public sealed record ClusterTrust(
    ClusterName Cluster, string AskedThrough, ImmutableArray<PodTrust> Pods, ImmutableArray<NamespaceFinding> Namespaces, int LeftOut)
{
    public int Proxies => Pods.Count(pod => pod.HasProxy);

    /// <summary>Whether there is a mesh, and all of it is as expected.</summary>
    public bool IsAsExpected => Proxies > 0 && Namespaces.IsEmpty && Pods.All(pod => pod.IsAsExpected);
}

/// <param name="Namespace">The name.</param>
public sealed record NamespaceFinding(string Namespace, Finding Finding);

/// <summary>Something that is not as expected, in words that stand behind the name of what it is about.</summary>
/// <param name="What">Such as "does not trust meshca".</param>
/// <param name="Do">What a person can do about it.</param>
public sealed record Finding(string What, string Do);

using System.Collections.Immutable;

namespace MeshRunbook.Mesh;

/// <summary>How the conditions reach the world.</summary>
public sealed record MeshOptions
{
    /// <summary>Variables for kubectl and istioctl, such as PATH and KUBECONFIG, beside the engine's own.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How many proxies are asked at a time where each takes a process.</summary>
    public int Parallelism { get; init; } = 12;

    /// <summary>How many proxies are asked at a time where each takes a connection.</summary>
    public int Connections { get; init; } = 32;

    /// <summary>The istioctl to ask all proxies with in place of port-forward; null to leave the choice to the cluster.</summary>
    public string? Istioctl { get; init; }

    /// <summary>The folder for private sockets.</summary>
    public string TemporaryFolder { get; init; } = Path.GetTempPath();
}

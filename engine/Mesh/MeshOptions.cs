using System.Collections.Immutable;

namespace MeshRunbook.Mesh;

/// <summary>How the conditions reach the world.</summary>
public sealed record MeshOptions
{
    /// <summary>Variables for kubectl and istioctl, such as PATH and KUBECONFIG, beside the engine's own.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How many proxies are asked at a time for what they trust.</summary>
    public int Parallelism { get; init; } = 12;

    /// <summary>The folder for private sockets.</summary>
    public string TemporaryFolder { get; init; } = Path.GetTempPath();
}

using System.Collections.Immutable;

namespace MeshRunbook.Mesh.Cluster;

/// <summary>Which cluster is meant, as kubectl takes it; a part that is null is kubectl's own default.</summary>
public readonly record struct ClusterName(string? Kubeconfig, string? Context)
{
    /// <summary>The flags that make kubectl and istioctl look at this cluster.</summary>
    public ImmutableArray<string> Flags =>
    [
        .. Kubeconfig is null ? [] : new[] { "--kubeconfig", Kubeconfig },
        .. Context is null ? [] : new[] { "--context", Context },
    ];

    /// <summary>A kubectl command that a person can type, such as <c>kubectl --context prod get pods</c>.</summary>
    public string Kubectl(string arguments) => Tool("kubectl", arguments);

    /// <summary>A command of any tool that takes kubectl's two flags.</summary>
    public string Tool(string tool, string arguments) => string.Join(' ', [tool, .. Flags, arguments]);

    public override string ToString() => Context is null ? "the current context" : $"context {Context}";
}

using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>What a server needs to start.</summary>
/// <param name="Certificate">The certificate with its key that the server shows; it must be good for 127.0.0.1.</param>
public sealed record ApiServerOptions(ObjectStore Store, X509Certificate2 Certificate)
{
    /// <summary>The version that <c>/version</c> tells; from 1.27 discovery is aggregated.</summary>
    public string Version { get; init; } = "v1.31.4";

    /// <summary>The user that a bearer token stands for now, or null.</summary>
    public Func<string, string?> UserOf { get; init; } = _ => null;

    /// <summary>Client certificates that this authority signed are taken; their common name is the user.</summary>
    public X509Certificate2? ClientAuthority { get; init; }

    /// <summary>Asked for each request; null lets it pass.</summary>
    public Func<RequestInfo, Fault?> Faults { get; init; } = _ => null;

    /// <summary>Whether a user may do what a request asks for.</summary>
    public Func<string, RequestInfo, bool> Authorize { get; init; } = (_, _) => true;

    /// <summary>The log lines of a pod's container, for <c>kubectl logs</c>; null when the pod has none.</summary>
    public Func<JsonObject, string, IEnumerable<string>>? Logs { get; init; }

    /// <summary>What listens on a port of a pod, for port-forward; null where nothing does.</summary>
    public Func<JsonObject, int, PodPort?>? Ports { get; init; }

    /// <summary>Told of every defect of the server itself; the client gets a 500.</summary>
    public Action<Exception>? Broken { get; init; }

    /// <summary>A file that gets one JSON line for each mutating request; null for none.</summary>
    public string? AuditFile { get; init; }

    /// <summary>The port on the loopback interface; 0 takes a free one.</summary>
    public int Port { get; init; }
}

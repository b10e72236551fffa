using System.Text;
using System.Text.Json;

namespace MeshRunbook.Mesh.Cluster;

/// <summary>Says to people why a cluster did not answer, and what to do.</summary>
internal static class Refusal
{
    public static CannotTellException Of(ClusterName cluster, string doing, ApiReply reply) => reply.Status switch
    {
        401 => new($"cannot {doing}: the cluster does not accept the credentials of {cluster} (401)",
            Help.Renew(cluster)),
        403 => new($"cannot {doing}: forbidden for {cluster}{MessageOf(reply)}",
            $"ask for the right to {doing} (cluster-admin has it), then see: {cluster.Kubectl("auth can-i " + CanI(doing))}"),
        _ => new($"cannot {doing}: the server answers {reply.Status}{MessageOf(reply)}", $"see: {cluster.Kubectl("get --raw /readyz")}"),
    };

    public static CannotTellException Unavailable(ClusterName cluster, string doing, string problem) =>
        new($"cannot {doing} in {cluster}: {problem}", IsAboutCredentials(problem) ? Help.Renew(cluster) : Help.Reach(cluster));

    /// <summary>What a 429 or 5xx means: the server says so in JSON, kubectl proxy in plain text where it cannot reach the server.</summary>
    public static string Failure(ApiReply reply) =>
        reply.IsJson ? $"the server answers {reply.Status}{MessageOf(reply)}" : $"kubectl proxy answers {reply.Status}{MessageOf(reply)}";

    /// <summary>The message of a Status, or the first line of what a proxy says; empty where there is none.</summary>
    public static string MessageOf(ApiReply reply)
    {
        if (!reply.IsJson)
        {
            var text = Encoding.UTF8.GetString(reply.Body.Span[..Math.Min(reply.Body.Length, 500)]).Trim();
            var line = text.Split('\n')[0].Trim();
            return line.Length == 0 ? "" : $": {line}";
        }

        try
        {
            using var status = JsonDocument.Parse(reply.Body);
            return status.RootElement.Text("message") is { Length: > 0 } message ? $": {message}" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    /// <summary>client-go and the credential plugins say it in these words when a login has expired.</summary>
    private static bool IsAboutCredentials(string problem) =>
        problem.Contains("getting credentials", StringComparison.Ordinal) || problem.Contains("oauth2", StringComparison.Ordinal);

    /// <summary>"list pods in namespace x" as arguments of `kubectl auth can-i`.</summary>
    private static string CanI(string doing) => doing
        .Replace(" in namespace ", " -n ", StringComparison.Ordinal)
        .Replace(" in all namespaces", " --all-namespaces", StringComparison.Ordinal);
}

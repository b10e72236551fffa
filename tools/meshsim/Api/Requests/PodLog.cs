using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Answers <c>kubectl logs</c> with the lines that the cluster's owner supplies.</summary>
internal static class PodLog
{
    public static async Task RunAsync(Exchange exchange, JsonObject pod, CancellationToken stopping)
    {
        var container = ContainerOf(exchange, pod);
        var lines = exchange.Options.Logs?.Invoke(pod, container) ?? [];
        if (int.TryParse(exchange.Query("tailLines"), out var tail)) lines = lines.TakeLast(tail);
        exchange.Http.Response.ContentType = "text/plain";
        foreach (var line in lines)
        {
            stopping.ThrowIfCancellationRequested();
            var stamp = exchange.Query("timestamps") == "true"
                ? exchange.Store.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z '", CultureInfo.InvariantCulture) : "";
            await exchange.Http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"{stamp}{line}\n"), exchange.Aborted);
        }
    }

    private static string ContainerOf(Exchange exchange, JsonObject pod)
    {
        var names = pod.Objects("spec", "containers").Concat(pod.Objects("spec", "initContainers")).Select(container => container.Text("name") ?? "").ToList();
        if (exchange.Query("container") is { Length: > 0 } asked)
        {
            return names.Contains(asked) ? asked
                : throw ApiException.BadRequest($"container {asked} is not valid for pod {pod.Name()}");
        }

        if (pod.Objects("spec", "containers").Count() == 1) return names[0];
        throw ApiException.BadRequest($"a container name must be specified for pod {pod.Name()}, choose one of: [{string.Join(' ', names)}]");
    }
}

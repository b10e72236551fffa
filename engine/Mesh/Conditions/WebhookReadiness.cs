using System.Text.Json;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>Whether the API server can call the webhooks of a configuration.</summary>
internal static class WebhookReadiness
{
    public static async Task<Readiness> CheckAsync(
        KubernetesCluster cluster, string name, JsonElement configuration, CancellationToken cancellation)
    {
        var services = new HashSet<(string Namespace, string Name)>();
        foreach (var webhook in configuration.Items("webhooks"))
        {
            var client = webhook.At("clientConfig");
            if (client.At("service") is not { ValueKind: JsonValueKind.Object } service)
            {
                if (client.Text("url") is { } url) throw Remote(name, url);
                continue;
            }

            if (client.Text("caBundle") is null or "")
                return new(name, false, $"{name} has a webhook without caBundle ({webhook.Text("name")}): its istiod has not filled it in yet");
            services.Add((service.Text("namespace") ?? "", service.Text("name") ?? ""));
        }

        if (services.Count == 0) return new(name, false, $"{name} has no webhook");
        foreach (var (@namespace, service) in services.Order())
        {
            var endpoints = await ServiceEndpoints.ReadyAsync(cluster, @namespace, service, cancellation);
            if (endpoints.Count == 0) return new(name, false, $"{name} calls service/{service} in {@namespace}, which has no ready endpoint");
        }

        return new(name, true, $"{name} has ready endpoints");
    }

    private static CannotTellException Remote(string name, string url) =>
        new($"{name} calls {url}, which is outside of the cluster", "make sure by hand that it answers");
}

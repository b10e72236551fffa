using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>Whether the API server can call the webhooks of a configuration.</summary>
internal static class WebhookReadiness
{
    public static async Task<Readiness> CheckAsync(
        KubernetesCluster cluster, string name, WebhookConfiguration configuration, CancellationToken cancellation)
    {
        if (configuration.Webhooks.IsEmpty) return new(name, false, $"{name} has no webhook");
        foreach (var webhook in configuration.Webhooks)
        {
            if (webhook.Service is null && webhook.Url is { } url)
                throw new CannotTellException($"{name} calls {url}, which is outside of the cluster", "make sure by hand that it answers");
            if (!webhook.HasCaBundle)
                return new(name, false, $"{name} has a webhook without caBundle ({webhook.Name}): its istiod has not filled it in yet");
        }

        var services = configuration.Webhooks.Select(webhook => webhook.Service).OfType<WebhookService>().Distinct();
        foreach (var (@namespace, service) in services)
        {
            var endpoints = await ServiceEndpoints.ReadyAsync(cluster, @namespace, service, cancellation);
            if (endpoints.Count == 0) return new(name, false, $"{name} calls service/{service} in {@namespace}, which has no ready endpoint");
        }

        return new(name, true, $"{name} has ready endpoints");
    }
}

using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Defaults of Services, a cluster address included.</summary>
internal static class ServiceDefaults
{
    public static void Fill(JsonObject value)
    {
        value.Default("ClusterIP", "spec", "type");
        value.Default("None", "spec", "sessionAffinity");
        foreach (var port in value.Objects("spec", "ports"))
        {
            port.Default("TCP", "protocol");
            if (port["port"] is { } number) port.Default(number.DeepClone(), "targetPort");
        }

        value.Default(new JsonObject(), "status", "loadBalancer");
        var type = value.Text("spec", "type");
        if (type == "ExternalName") return;
        value.Default(Address(value.Uid()), "spec", "clusterIP");
        value.Default(new JsonArray(value.Text("spec", "clusterIP")), "spec", "clusterIPs");
        value.Default(new JsonArray("IPv4"), "spec", "ipFamilies");
        value.Default("SingleStack", "spec", "ipFamilyPolicy");
        value.Default("Cluster", "spec", "internalTrafficPolicy");
        if (type is not ("LoadBalancer" or "NodePort")) return;
        value.Default("Cluster", "spec", "externalTrafficPolicy");
        if (type == "LoadBalancer") value.Default(true, "spec", "allocateLoadBalancerNodePorts");
        foreach (var port in value.Objects("spec", "ports")) port.Default(NodePort(value.Uid(), port.Number("port") ?? 0), "nodePort");
    }

    private static string Address(string uid)
    {
        var hash = StableHash(uid);
        return $"10.{96 + (hash % 16)}.{hash / 16 % 256}.{1 + (hash / 4096 % 254)}";
    }

    private static uint NodePort(string uid, long port) => 30_000 + (StableHash($"{uid}:{port}") % 2768);

    private static uint StableHash(string text) => text.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619);
}

using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Rules of Services.</summary>
internal static class ServiceRules
{
    private const int MaxPort = 65535;

    public static void Check(JsonObject? old, JsonObject value, List<FieldError> errors)
    {
        var type = value.Text("spec", "type") ?? "";
        if (type is not ("ClusterIP" or "ExternalName" or "LoadBalancer" or "NodePort"))
        {
            errors.Add(FieldError.Unsupported("spec.type", type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"));
        }

        var ports = value.Objects("spec", "ports").ToList();
        if (ports.Count == 0 && type != "ExternalName" && value.Text("spec", "clusterIP") != "None") errors.Add(FieldError.Required("spec.ports"));
        CheckPorts(ports, errors);
        if (old?.Text("spec", "clusterIP") is { Length: > 0 } address && type != "ExternalName" && address != value.Text("spec", "clusterIP"))
        {
            errors.Add(FieldError.Invalid("spec.clusterIPs[0]", value.At("spec", "clusterIPs")?.DeepClone(), "may not change once set"));
        }
    }

    private static void CheckPorts(List<JsonObject> ports, List<FieldError> errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<(long?, string?)>();
        for (var at = 0; at < ports.Count; at++)
        {
            var path = $"spec.ports[{at}]";
            var (name, number) = (ports[at].Text("name") ?? "", ports[at].Number("port"));
            if (name.Length == 0 && ports.Count > 1) errors.Add(FieldError.Required($"{path}.name"));
            else if (name.Length > 0 && !names.Add(name)) errors.Add(FieldError.Duplicate($"{path}.name", name));
            if (number is null or < 1 or > MaxPort)
            {
                errors.Add(FieldError.Invalid($"{path}.port", number ?? 0, "must be between 1 and 65535, inclusive"));
            }
            else if (!numbers.Add((number, ports[at].Text("protocol")))) errors.Add(FieldError.Duplicate(path, $"{number}"));
        }
    }
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>A field selector: equality and inequality on the few fields that each type indexes.</summary>
public sealed record FieldSelector(ImmutableArray<FieldTerm> Terms)
{
    public static FieldSelector Everything { get; } = new([]);

    public bool Matches(JsonObject value)
    {
        foreach (var term in Terms)
        {
            if (!term.Matches(value)) return false;
        }

        return true;
    }

    /// <summary>Reads <c>fieldSelector</c> for a type.</summary>
    /// <exception cref="ApiException">400 when the type does not index a field.</exception>
    public static FieldSelector Parse(string? text, ResourceType type)
    {
        if (string.IsNullOrWhiteSpace(text)) return Everything;
        return new([.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => Term(part.Trim(), type))]);
    }

    private static FieldTerm Term(string part, ResourceType type)
    {
        foreach (var sign in (ReadOnlySpan<string>)["!=", "==", "="])
        {
            var at = part.IndexOf(sign, StringComparison.Ordinal);
            if (at < 0) continue;
            var field = part[..at];
            var known = Indexed(type);
            if (!known.Contains(field)) throw ApiException.BadRequest(Unknown(field, known));

            return new(field, part[(at + sign.Length)..], sign != "!=");
        }

        throw ApiException.BadRequest($"invalid selector: '{part}'; can't understand '{part}'");
    }

    /// <summary>Types that index nothing of their own name what they do index; the others only refuse.</summary>
    private static string Unknown(string field, ImmutableArray<string> known) => known.Length > 2
        ? $"field label not supported: {field}"
        : $"\"{field}\" is not a known field selector: only {string.Join(", ", known.Select(name => $"\"{name}\""))}";

    private static ImmutableArray<string> Indexed(ResourceType type)
    {
        ImmutableArray<string> common = type.Namespaced ? ["metadata.name", "metadata.namespace"] : ["metadata.name"];
        return (type.Group, type.Plural) switch
        {
            ("", "pods") =>
            [
                .. common, "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
                "spec.hostNetwork", "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName",
            ],
            ("", "events") =>
            [
                .. common, "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
                "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath",
                "reason", "reportingComponent", "source", "type",
            ],
            ("", "secrets") => [.. common, "type"],
            ("", "namespaces") => [.. common, "status.phase"],
            ("", "nodes") => [.. common, "spec.unschedulable"],
            ("", "services") => [.. common, "spec.clusterIP", "spec.type"],
            ("apps", "replicasets") => [.. common, "status.replicas"],
            ("batch", "jobs") => [.. common, "status.successful"],
            _ => common,
        };
    }
}

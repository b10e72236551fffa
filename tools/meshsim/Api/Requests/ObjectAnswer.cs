using System.Buffers;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Writes objects in the form and the version that the client asked for.</summary>
internal static class ObjectAnswer
{
    public static Task WriteAsync(Exchange exchange, ResourceType type, JsonObject stored, int code = 200)
    {
        var form = Negotiation.Of(exchange.Http.Request);
        CheckAcceptable(form);
        if (form.IsTable) return WriteTableAsync(exchange, type, new(stored.ResourceVersion(), [stored]), code);
        if (form.IsMetadata) return exchange.WriteAsync(PartialMetadata.Of(stored), code);
        return exchange.WriteAsync(ObjectBytes.Of(Conversion.ToVersion(type, stored, exchange.WantedVersion)), code);
    }

    public static Task WriteTableAsync(Exchange exchange, ResourceType type, ObjectList list, int code = 200, JsonObject? metadata = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var table = new TableWriter(type, exchange.WantedVersion, exchange.Query("includeObject") ?? "Metadata", exchange.Store.Clock.GetUtcNow());
        table.Write(buffer, list, metadata);
        return exchange.WriteAsync(buffer.WrittenMemory, code);
    }

    public static void CheckAcceptable(Negotiation form)
    {
        if (form.IsJson) return;
        throw new ApiException(406, "NotAcceptable",
            "only the following media types are accepted: application/json");
    }
}

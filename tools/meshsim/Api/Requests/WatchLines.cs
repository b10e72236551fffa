using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Puts watch events into lines, in the form that the client asked for, and sends them.</summary>
internal sealed class WatchLines(Exchange exchange, ResourceType type)
{
    private readonly Negotiation _form = Negotiation.Of(exchange.Http.Request);
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private bool _columnsSent;

    public void Add(string kind, JsonObject value) => AddLine(kind, Form(value));

    public void AddError(JsonObject status) => AddLine("ERROR", ObjectBytes.Of(status));

    /// <summary>A bookmark carries nothing but the version that the client has seen.</summary>
    public void AddBookmark(long version, bool endOfInitialEvents = false)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(), ["creationTimestamp"] = null };
        if (endOfInitialEvents) metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        if (_form.IsTable)
        {
            AddLine("BOOKMARK", Table(new(version, []), new() { ["resourceVersion"] = version.ToString() }));
            return;
        }

        var (kind, apiVersion) = _form.IsMetadata
            ? ("PartialObjectMetadata", "meta.k8s.io/v1") : (type.Kind, type.ApiVersionOf(exchange.WantedVersion));
        AddLine("BOOKMARK", ObjectBytes.Of(new() { ["kind"] = kind, ["apiVersion"] = apiVersion, ["metadata"] = metadata }));
    }

    public async Task FlushAsync(CancellationToken cancel)
    {
        await exchange.Http.Response.Body.WriteAsync(_buffer.WrittenMemory, cancel);
        await exchange.Http.Response.Body.FlushAsync(cancel);
        _buffer.Clear();
    }

    private ReadOnlySpan<byte> Form(JsonObject value)
    {
        if (_form.IsTable) return Table(new(value.ResourceVersion(), [value]), null);
        return _form.IsMetadata ? PartialMetadata.BytesOf(value) : ObjectBytes.Of(Conversion.ToVersion(type, value, exchange.WantedVersion));
    }

    private ReadOnlySpan<byte> Table(ObjectList list, JsonObject? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var table = new TableWriter(type, exchange.WantedVersion, exchange.Query("includeObject") ?? "Metadata", exchange.Store.Clock.GetUtcNow());
        table.Write(buffer, list, metadata, withColumns: !_columnsSent);
        _columnsSent = true;
        return buffer.WrittenSpan;
    }

    private void AddLine(string kind, ReadOnlySpan<byte> json)
    {
        _buffer.Write(Encoding.UTF8.GetBytes($"{{\"type\":\"{kind}\",\"object\":"));
        _buffer.Write(json);
        _buffer.Write("}\n"u8);
    }
}

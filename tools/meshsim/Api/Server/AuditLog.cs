using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeshSim.Api;

/// <summary>The mutating requests that a server received, in order, in memory and on request in a file of JSON lines.</summary>
public sealed class AuditLog : IDisposable
{
    private static readonly AuditJson Lines = new(new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private readonly Lock _gate = new();
    private readonly List<AuditEntry> _entries = [];
    private readonly StreamWriter? _file;

    internal AuditLog(string? file)
    {
        if (file is not null) _file = new(file, append: true) { AutoFlush = true };
    }

    /// <summary>A copy of the entries so far.</summary>
    public IReadOnlyList<AuditEntry> Entries
    {
        get
        {
            lock (_gate) return [.. _entries];
        }
    }

    public void Dispose()
    {
        lock (_gate) _file?.Dispose();
    }

    internal void Add(Exchange exchange, int code)
    {
        var request = exchange.Request;
        Add(new(
            0, exchange.Store.Clock.GetUtcNow(), request.Verb,
            request.Group.Length == 0 ? request.Resource : $"{request.Resource}.{request.Group}", request.Subresource,
            request.Namespace, exchange.CreatedName ?? request.Name, request.UserAgent, code, exchange.Changed,
            exchange.User, exchange.DryRun));
    }

    /// <summary>Adds an entry, which gets the next number.</summary>
    internal void Add(AuditEntry entry)
    {
        lock (_gate)
        {
            entry = entry with { Number = _entries.Count + 1 };
            _entries.Add(entry);
            _file?.WriteLine(JsonSerializer.Serialize(entry, Lines.AuditEntry));
        }
    }
}

[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class AuditJson : JsonSerializerContext;

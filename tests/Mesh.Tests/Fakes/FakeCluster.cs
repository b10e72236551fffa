using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Tests.Fakes;

/// <summary>A cluster in memory that answers GETs as an API server does: objects, lists in pages, selectors, 404.</summary>
internal sealed class FakeCluster : IClusterApi
{
    private readonly List<(ResourceKind Kind, JsonObject Object)> _objects = [];
    private readonly ConcurrentQueue<Func<string, ApiReply?>> _disturbances = new();

    public ConcurrentQueue<string> Requests { get; } = new();

    public List<string> Accepted { get; } = [];

    /// <summary>The most objects in one page, whatever the client asks for.</summary>
    public int PageSize { get; init; } = int.MaxValue;

    /// <summary>Documents outside of collections, such as discovery.</summary>
    public Dictionary<string, string> Documents { get; } = [];

    /// <summary>Kinds that this cluster does not serve.</summary>
    public HashSet<ResourceKind> Unserved { get; } = [];

    public FakeCluster Add(ResourceKind kind, JsonObject @object)
    {
        _objects.Add((kind, @object));
        return this;
    }

    public void Remove(string name) => _objects.RemoveAll(one => Name(one.Object) == name);

    /// <summary>The next request gets this in place of its answer; null lets it pass.</summary>
    public void Disturb(Func<string, ApiReply?> reply) => _disturbances.Enqueue(reply);

    public Task<ApiReply> GetAsync(ClusterName cluster, string path, string accept, CancellationToken cancellation)
    {
        Requests.Enqueue(path);
        lock (Accepted) Accepted.Add(accept);
        if (_disturbances.TryDequeue(out var disturb) && disturb(path) is { } reply) return Task.FromResult(reply);
        lock (_objects) return Task.FromResult(Answer(path));
    }

    /// <summary>What listens in the pods; where nothing is told, the cluster leads nobody to them.</summary>
    public Func<string, Stream>? Forward { get; set; }

    public Task<Stream> ForwardAsync(ClusterName cluster, string path, int port, CancellationToken cancellation) =>
        Forward is { } lead ? Task.FromResult(lead(path)) : throw new PortForwardRefusedException("port-forward is answered with 403: no");

    public static ApiReply Json(int status, string text) => new(status, true, Encoding.UTF8.GetBytes(text));

    private ApiReply Answer(string path)
    {
        var uri = new Uri("http://x" + path);
        if (Documents.TryGetValue(uri.AbsolutePath, out var document)) return Json(200, document);
        foreach (var (kind, @object) in _objects)
            if (uri.AbsolutePath == kind.Path(Namespace(@object), Name(@object)!)) return Json(200, @object.ToJsonString());
        var query = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]));
        var known = _objects.Select(one => one.Kind).Concat(Kinds).Except(Unserved).Distinct();
        foreach (var kind in known)
        {
            var all = uri.AbsolutePath == kind.Path(null);
            var place = all ? null : InNamespace(kind, uri.AbsolutePath);
            if (all || place is not null) return List(kind, place, query);
        }

        return Json(404, """{"kind":"Status","code":404,"message":"not found"}""");
    }

    private static readonly ResourceKind[] Kinds =
    [
        ResourceKind.Pod, ResourceKind.ReplicaSet, ResourceKind.Deployment, ResourceKind.StatefulSet, ResourceKind.DaemonSet,
        ResourceKind.EndpointSlice, ResourceKind.Endpoints, ResourceKind.Event, ResourceKind.ConfigMap, ResourceKind.Secret,
        ResourceKind.MutatingWebhook, ResourceKind.ValidatingWebhook, ResourceKind.Namespace,
    ];

    private static string? InNamespace(ResourceKind kind, string path)
    {
        var parts = path.Split('/');
        var at = Array.IndexOf(parts, "namespaces");
        return at > 0 && at + 2 < parts.Length && path == kind.Path(parts[at + 1]) ? parts[at + 1] : null;
    }

    private ApiReply List(ResourceKind kind, string? @namespace, Dictionary<string, string> query)
    {
        var labels = query.TryGetValue("labelSelector", out var selector) ? selector.Split(',') : [];
        var fields = query.TryGetValue("fieldSelector", out var field) ? field.Split(',') : [];
        var items = _objects.Where(one => one.Kind == kind)
            .Select(one => one.Object)
            .Where(one => @namespace is null || Namespace(one) == @namespace)
            .Where(one => labels.All(label => HasLabel(one, label)) && fields.All(wanted => HasField(one, wanted)))
            .ToList();
        var start = query.TryGetValue("continue", out var token) ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        var limit = Math.Min(PageSize, query.TryGetValue("limit", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : int.MaxValue);
        var page = items.Skip(start).Take(limit).ToList();
        var next = start + page.Count < items.Count ? (start + page.Count).ToString(CultureInfo.InvariantCulture) : "";
        var body = new StringBuilder($$"""{"kind":"List","metadata":{"continue":"{{next}}"},"items":[""");
        body.AppendJoin(',', page.Select(one => one.ToJsonString())).Append("]}");
        return Json(200, body.ToString());
    }

    private static string? Name(JsonObject one) => (string?)one["metadata"]?["name"];

    private static string? Namespace(JsonObject one) => (string?)one["metadata"]?["namespace"];

    private static bool HasLabel(JsonObject one, string selector)
    {
        var parts = selector.Split('=', 2);
        var label = (string?)one["metadata"]?["labels"]?[parts[0]];
        return parts.Length == 1 ? label is not null : label == parts[1];
    }

    private static bool HasField(JsonObject one, string selector)
    {
        var parts = selector.Split('=', 2);
        JsonNode? node = one;
        foreach (var part in parts[0].Split('.')) node = node?[part];
        return (string?)node == parts[1];
    }
}

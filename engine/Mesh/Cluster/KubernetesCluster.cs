using System.Collections.Concurrent;
using System.Text.Json;

namespace MeshRunbook.Mesh.Cluster;

/// <summary>One cluster to read from: follows pages, waits where the server asks for it, tries again what may pass.</summary>
internal sealed class KubernetesCluster(IClusterApi api, ClusterName name, TimeProvider time)
{
    private const int PageSize = 500;
    private const int Attempts = 6;
    private const string Whole = "application/json";
    private const string MetadataOnly = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
    private const string MetadataListOnly = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, ResourceKind> _discovered = new(StringComparer.OrdinalIgnoreCase);

    public ClusterName Name { get; } = name;

    /// <summary>The kind under a name that kubectl takes, asking the cluster where it is not a well-known one.</summary>
    public async Task<ResourceKind> KindAsync(string kind, CancellationToken cancellation)
    {
        if (KnownKinds.Find(kind) is { } known) return known;
        if (_discovered.TryGetValue(kind, out var found)) return found;
        found = await Discovery.FindAsync(this, kind, cancellation)
            ?? throw new UnknownKindException(kind, Name);
        return _discovered[kind] = found;
    }

    /// <summary>One object, or null where there is none.</summary>
    public Task<JsonDocument?> GetAsync(ResourceKind kind, string? @namespace, string objectName, CancellationToken cancellation) =>
        GetAsync(kind.Path(@namespace, objectName), $"get {kind.FullName}{Where(kind, @namespace)}", cancellation);

    /// <summary>The metadata of one object and nothing else of it, so that a secret's content stays where it is.</summary>
    public Task<JsonDocument?> GetMetadataAsync(
        ResourceKind kind, string? @namespace, string objectName, CancellationToken cancellation) =>
        SendAsync(kind.Path(@namespace, objectName), MetadataOnly, $"get {kind.FullName}{Where(kind, @namespace)}", cancellation);

    public Task<JsonDocument?> GetAsync(string path, string doing, CancellationToken cancellation) =>
        SendAsync(path, Whole, doing, cancellation);

    /// <summary>All objects of a kind, page by page; none where the cluster does not serve the kind.</summary>
    /// <param name="namespace">Null for all namespaces.</param>
    /// <param name="read">What to keep of each object; null to leave it out.</param>
    public async Task<List<T>> ListAsync<T>(
        ResourceKind kind, string? @namespace, Selection selection, Func<JsonElement, T?> read, CancellationToken cancellation)
        where T : class
    {
        var doing = $"list {kind.FullName}{Where(kind, @namespace)}";
        var path = $"{kind.Path(@namespace)}?limit={PageSize}{selection.Query}";
        var accept = selection.MetadataOnly ? MetadataListOnly : Whole;
        for (var round = 0; ; round++)
        {
            var all = new List<T>();
            if (await ReadPagesAsync(path, accept, doing, read, all, cancellation)) return all;
            if (round == 2)
                throw new CannotTellException($"cannot {doing}: the list expired before its last page, three times", Help.Again);
        }
    }

    /// <summary>False where the list expired (410) between two pages and must be read from its beginning.</summary>
    private async Task<bool> ReadPagesAsync<T>(
        string path, string accept, string doing, Func<JsonElement, T?> read, List<T> all, CancellationToken cancellation)
        where T : class
    {
        var next = path;
        while (true)
        {
            var reply = await ReplyAsync(next, accept, doing, cancellation);
            if (reply.Status == 410 && next != path) return false;
            using var page = Parse(reply, doing);
            if (page is null) return true;
            foreach (var item in page.RootElement.Items("items"))
                if (read(item) is { } kept) all.Add(kept);
            if (page.RootElement.At("metadata").Text("continue") is not { Length: > 0 } token) return true;
            next = $"{path}&continue={Uri.EscapeDataString(token)}";
        }
    }

    private async Task<JsonDocument?> SendAsync(string path, string accept, string doing, CancellationToken cancellation) =>
        Parse(await ReplyAsync(path, accept, doing, cancellation), doing);

    private async Task<ApiReply> ReplyAsync(string path, string accept, string doing, CancellationToken cancellation)
    {
        var delay = FirstDelay;
        var begun = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            string problem;
            TimeSpan? asked = null;
            try
            {
                var reply = await api.GetAsync(Name, path, accept, cancellation);
                var isCutShort = reply.Status == 200 && !reply.IsJson;
                if (reply.Status != 429 && reply.Status < 500 && !isCutShort) return reply;
                problem = isCutShort ? "the answer is not JSON" : Refusal.Failure(reply);
                asked = reply.RetryAfter;
            }
            catch (HttpRequestException e)
            {
                problem = $"the connection fails ({e.Message.TrimEnd('.')})";
            }

            if (attempt == Attempts || time.GetElapsedTime(begun) > Patience) throw Refusal.Unavailable(Name, doing, problem);
            var wait = asked is { } span && span > delay ? span : delay;
            await Task.Delay(wait < LongestDelay ? wait : LongestDelay, time, cancellation);
            delay *= 2;
        }
    }

    /// <summary>The document, or null where there is no such object or kind.</summary>
    private JsonDocument? Parse(ApiReply reply, string doing)
    {
        if (reply.Status == 404) return null;
        if (reply.Status != 200) throw Refusal.Of(Name, doing, reply);
        try
        {
            return JsonDocument.Parse(reply.Body);
        }
        catch (JsonException)
        {
            throw new CannotTellException(
                $"cannot {doing}: the answer is not JSON", $"see what answers there: {Name.Kubectl("version")}");
        }
    }

    private static string Where(ResourceKind kind, string? @namespace) =>
        !kind.IsNamespaced ? "" : @namespace is null ? " in all namespaces" : $" in namespace {@namespace}";
}

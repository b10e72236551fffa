using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MeshSim.Api;

/// <summary>Streams changes to a client, one JSON line each, until the time that it named is over.</summary>
internal sealed class WatchRequest(Exchange exchange, ResourceType type, CancellationToken stopping)
{
    private const int DefaultSeconds = 1800;
    private static readonly TimeSpan BookmarkInterval = TimeSpan.FromSeconds(60);
    private readonly LabelSelector _labels = LabelSelector.Parse(exchange.Query("labelSelector"));
    private readonly FieldSelector _fields = FieldSelector.Parse(exchange.Query("fieldSelector"), type);
    private readonly bool _bookmarks = exchange.Query("allowWatchBookmarks") is "true" or "1";
    private readonly WatchLines _lines = new(exchange, type);
    private long _seen;

    public async Task RunAsync()
    {
        ObjectAnswer.CheckAcceptable(Negotiation.Of(exchange.Http.Request));
        var from = VersionRequest.Read(exchange.Query("resourceVersion"));
        VersionRequest.CheckReached(exchange.Store, exchange.Query("resourceVersion"));
        exchange.Http.Response.ContentType = "application/json";
        StoreWatch watch;
        try
        {
            watch = Begin(from, out var existing);
            foreach (var value in existing) _lines.Add("ADDED", value);
            if (existing.Count > 0 || exchange.Query("sendInitialEvents") == "true") EndInitial();
        }
        catch (ApiException expired) when (expired.Code == StatusCodes.Status410Gone)
        {
            _lines.AddError(expired.ToStatus());
            await _lines.FlushAsync(exchange.Aborted);
            return;
        }

        using (watch) await StreamAsync(watch);
    }

    /// <summary>Without a version the objects of now come first; with one, the changes after it.</summary>
    private StoreWatch Begin(long? from, out IReadOnlyList<JsonObject> existing)
    {
        existing = [];
        if (from is not null && exchange.Query("sendInitialEvents") != "true")
        {
            _seen = from.Value;
            return exchange.Store.Watch(type, from);
        }

        var (list, watch) = exchange.Store.ListAndWatch(type);
        existing = [.. list.Items.Where(value => IsHere(value) && _labels.Matches(value) && _fields.Matches(value))];
        _seen = list.Version;
        return watch;
    }

    private void EndInitial()
    {
        if (_bookmarks && exchange.Query("sendInitialEvents") == "true") _lines.AddBookmark(_seen, endOfInitialEvents: true);
    }

    private async Task StreamAsync(StoreWatch watch)
    {
        var seconds = int.TryParse(exchange.Query("timeoutSeconds"), out var asked) && asked > 0 ? asked : DefaultSeconds;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), exchange.Store.Clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, exchange.Aborted, stopping);
        await _lines.FlushAsync(exchange.Aborted);
        try
        {
            while (await NextAsync(watch, end.Token)) await _lines.FlushAsync(exchange.Aborted);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !exchange.Aborted.IsCancellationRequested)
        {
            if (_bookmarks) _lines.AddBookmark(_seen);
            await _lines.FlushAsync(exchange.Aborted);
        }
    }

    /// <summary>Waits for the next changes and puts their lines together, or a bookmark when nothing happens for long.</summary>
    private async Task<bool> NextAsync(StoreWatch watch, CancellationToken end)
    {
        using var idle = new CancellationTokenSource(BookmarkInterval, exchange.Store.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, end);
        try
        {
            if (!await watch.Events.WaitToReadAsync(either.Token)) return false;
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested && !end.IsCancellationRequested)
        {
            if (_bookmarks) _lines.AddBookmark(_seen);
            return true;
        }

        while (watch.Events.TryRead(out var change))
        {
            _seen = change.Version;
            Add(change);
        }

        return true;
    }

    /// <summary>A change across a selector's border is an arrival or a departure to those who look through it.</summary>
    private void Add(StoreEvent change)
    {
        if (!IsHere(change.New)) return;
        var before = change.Old is { } old && _labels.Matches(old) && _fields.Matches(old);
        var after = change.Change != ChangeKind.Deleted && _labels.Matches(change.New) && _fields.Matches(change.New);
        if (before && after) _lines.Add("MODIFIED", change.New);
        else if (after) _lines.Add("ADDED", change.New);
        else if (before) _lines.Add("DELETED", change.Change == ChangeKind.Deleted ? change.New : AtVersion(change.Old!, change.Version));
    }

    private bool IsHere(JsonObject value) => exchange.Request.Namespace.Length == 0 || value.Namespace() == exchange.Request.Namespace;

    private static JsonObject AtVersion(JsonObject old, long version) => old.Copy().Put(version.ToString(), "metadata", "resourceVersion");
}

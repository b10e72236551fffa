using System.Text.Json.Nodes;

namespace MeshSim.Api;

public sealed partial class ObjectStore
{
    private const int MaxPinned = 256;
    private readonly Dictionary<long, StoreState> _pinned = [];
    private readonly Queue<long> _pinnedOrder = new();

    /// <summary>One page of a list.</summary>
    /// <param name="limit">At most so many objects.</param>
    /// <param name="token">The token of the page before, or null for the first page.</param>
    /// <param name="exact">The version to list at, or null for the latest.</param>
    /// <exception cref="ApiException">410 when the version that the token began at is no longer remembered.</exception>
    public ListPage Page(
        ResourceType type, string? @namespace, LabelSelector labels, FieldSelector fields, int limit, string? token, long? exact = null)
    {
        var start = string.IsNullOrEmpty(token) ? default(ContinueToken?) : ContinueToken.Decode(token);
        var state = StateAt(start?.Version ?? exact);
        IEnumerable<JsonObject> matching = Select(state.Objects(type), @namespace, labels, fields);
        if (start is { } from) matching = matching.Where(value => value.Key() > from.Last);
        var all = matching.ToList();
        if (all.Count <= limit) return new(new(state.Version, all), "", null);

        Pin(state);
        var page = all[..limit];
        var isPlain = labels.Requirements.IsEmpty && fields.Terms.IsEmpty;
        return new(new(state.Version, page), new ContinueToken(state.Version, page[^1].Key()).Encode(), isPlain ? all.Count - limit : null);
    }

    private StoreState StateAt(long? version)
    {
        var current = _state;
        if (version is null || version == current.Version) return current;
        lock (_gate)
        {
            return _pinned.GetValueOrDefault(version.Value) ?? throw ApiException.Expired(
                "The provided continue parameter is too old to display a consistent list result. "
                + "You must start a new list without the continue parameter.");
        }
    }

    private void Pin(StoreState state)
    {
        lock (_gate)
        {
            if (!_pinned.TryAdd(state.Version, state)) return;
            _pinnedOrder.Enqueue(state.Version);
            if (_pinnedOrder.Count > MaxPinned) _pinned.Remove(_pinnedOrder.Dequeue());
        }
    }
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>
/// Everything that one simulated cluster holds. Objects read from it are shared and must not be changed; writes go through
/// <see cref="Create"/>, <see cref="Update"/> and <see cref="Delete"/>. All members may be called from any thread.
/// </summary>
public sealed partial class ObjectStore
{
    private readonly Lock _gate = new();
    private readonly EventHistory _history;
    private readonly HashSet<StoreWatch> _watches = [];
    private volatile StoreState _state = StoreState.Initial;

    /// <param name="clock">What timestamps are taken from.</param>
    /// <param name="history">How many changes are remembered for watches that begin in the past.</param>
    public ObjectStore(TimeProvider clock, int history = 20_000)
    {
        Clock = clock;
        _history = new(history);
        Bootstrap();
    }

    public TimeProvider Clock { get; }

    /// <summary>The certificate authority of the API server, in PEM, that each namespace's kube-root-ca.crt holds.</summary>
    public string? ClusterAuthority { get; set; }

    /// <summary>The types that are served now, those of CustomResourceDefinitions included.</summary>
    public ResourceTypes Types => _state.Types;

    /// <summary>The version of the latest change.</summary>
    public long Version => _state.Version;

    /// <summary>Hooks that every create and update passes before it is stored, in this order.</summary>
    public ImmutableArray<AdmissionHook> Admission { get; set; } = [];

    /// <summary>The stored object, or null.</summary>
    public JsonObject? Get(ResourceType type, ObjectKey key) => _state.Objects(type).GetValueOrDefault(key);

    public JsonObject? Get(ResourceType type, string? @namespace, string name) => Get(type, type.Key(@namespace, name));

    /// <summary>The objects of a type, in one namespace or in all, that both selectors match.</summary>
    public ObjectList List(
        ResourceType type, string? @namespace = null, LabelSelector? labels = null, FieldSelector? fields = null)
    {
        var state = _state;
        return new(state.Version, Select(state.Objects(type), @namespace, labels, fields));
    }

    /// <summary>A subscription to every later change of a type, or of all types.</summary>
    public StoreWatch Watch(ResourceType? type = null) => Watch(type, null);

    /// <summary>A subscription to every change after a version.</summary>
    /// <exception cref="ApiException">410 when the version is no longer remembered.</exception>
    public StoreWatch Watch(ResourceType? type, long? from)
    {
        lock (_gate)
        {
            if (from < _history.Forgotten)
            {
                throw ApiException.Expired($"too old resource version: {from} ({_history.Forgotten})");
            }

            var watch = new StoreWatch(type, from ?? Version, End);
            if (from is not null)
            {
                foreach (var change in _history.After(from.Value)) watch.Offer(change);
            }

            _watches.Add(watch);
            return watch;
        }
    }

    /// <summary>The objects of now and every change after, with no gap between.</summary>
    public (ObjectList List, StoreWatch Watch) ListAndWatch(ResourceType type)
    {
        lock (_gate) return (List(type), Watch(type, null));
    }

    /// <summary>Forgets past changes, so that watches from before now end with 410.</summary>
    public void Compact()
    {
        lock (_gate)
        {
            _history.Clear(Version);
            _pinned.Clear();
            _pinnedOrder.Clear();
        }
    }

    private void End(StoreWatch watch)
    {
        lock (_gate) _watches.Remove(watch);
    }

    private static List<JsonObject> Select(
        ImmutableSortedDictionary<ObjectKey, JsonObject> objects, string? @namespace, LabelSelector? labels, FieldSelector? fields)
    {
        var found = new List<JsonObject>();
        foreach (var (key, value) in objects)
        {
            if (!string.IsNullOrEmpty(@namespace) && key.Namespace != @namespace) continue;
            if (labels?.Matches(value) == false || fields?.Matches(value) == false) continue;
            found.Add(value);
        }

        return found;
    }

    /// <summary>Stores a change and tells every subscriber; the lock is held.</summary>
    private void Commit(ChangeKind change, ResourceType type, JsonObject? old, JsonObject value)
    {
        var state = _state;
        var version = state.Version + 1;
        value.Put(version.ToString(), "metadata", "resourceVersion");
        var objects = state.Objects(type);
        var key = value.Key();
        _state = state.With(type, change == ChangeKind.Deleted ? objects.Remove(key) : objects.SetItem(key, value), version);
        if (type.Equals(BuiltInTypes.CustomResourceDefinitions)) ChangeTypes(change, value);
        var happened = new StoreEvent(change, type, version, old, value);
        _history.Add(happened);
        foreach (var watch in _watches) watch.Offer(happened);
    }
}

using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Tests;

public sealed class ApiStoreTests
{
    private readonly ObjectStore _store = new(TimeProvider.System);

    [Fact]
    public void A_created_object_gets_what_only_the_server_gives()
    {
        var stored = _store.Create(BuiltInTypes.ConfigMaps, ConfigMap("settings"));

        Assert.NotEmpty(stored.Uid());
        Assert.Equal(_store.Version, stored.ResourceVersion());
        Assert.Equal("default", stored.Namespace());
        Assert.Same(stored, _store.Get(BuiltInTypes.ConfigMaps, "default", "settings"));
    }

    [Fact]
    public void An_update_that_changes_nothing_keeps_the_version()
    {
        var stored = _store.Create(BuiltInTypes.ConfigMaps, ConfigMap("settings"));

        var same = _store.Update(BuiltInTypes.ConfigMaps, stored.Key(), value => value.Put("v", "data", "k"));

        Assert.Same(stored, same);
    }

    [Fact]
    public void A_write_based_on_an_older_version_is_a_conflict()
    {
        var first = _store.Create(BuiltInTypes.ConfigMaps, ConfigMap("settings"));
        _store.Update(BuiltInTypes.ConfigMaps, first.Key(), value => value.Put("w", "data", "k"));

        var refused = Assert.Throws<ApiException>(() => _store.Update(BuiltInTypes.ConfigMaps, first.Key(), _ => first.Copy()));

        Assert.Equal((409, "Conflict"), (refused.Code, refused.Reason));
    }

    [Fact]
    public void A_watch_sees_each_change_in_order()
    {
        using var watch = _store.Watch(BuiltInTypes.ConfigMaps);

        var stored = _store.Create(BuiltInTypes.ConfigMaps, ConfigMap("settings"));
        _store.Update(BuiltInTypes.ConfigMaps, stored.Key(), value => value.Put("w", "data", "k"));
        _store.Delete(BuiltInTypes.ConfigMaps, stored.Key());

        var seen = new List<ChangeKind>();
        while (watch.Events.TryRead(out var change)) seen.Add(change.Change);
        Assert.Equal([ChangeKind.Added, ChangeKind.Modified, ChangeKind.Deleted], seen);
    }

    [Fact]
    public void A_watch_from_a_forgotten_version_is_too_late()
    {
        var before = _store.Version;
        _store.Create(BuiltInTypes.ConfigMaps, ConfigMap("settings"));
        _store.Compact();

        Assert.Equal(410, Assert.Throws<ApiException>(() => _store.Watch(null, before)).Code);
    }

    private static JsonObject ConfigMap(string name) =>
        new() { ["metadata"] = new JsonObject { ["name"] = name }, ["data"] = new JsonObject { ["k"] = "v" } };
}

using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Gives each namespace what every namespace has, and empties one that is being deleted.</summary>
internal sealed class NamespaceLifecycle(ObjectStore store)
{
    public void Handle(StoreEvent change)
    {
        var isNamespace = change.Type.Equals(BuiltInTypes.Namespaces);
        if (isNamespace && change.Change == ChangeKind.Added) Furnish(change.New.Name());
        else if (isNamespace && change.Change == ChangeKind.Modified && change.New.IsBeingDeleted()) Empty(change.New.Name());
        else if (!isNamespace && change.Change == ChangeKind.Deleted) FinishIfEmpty(change.New.Namespace());
    }

    private void Furnish(string name)
    {
        CreateIn(name, BuiltInTypes.ServiceAccounts, "default", []);
        if (store.ClusterAuthority is { } authority)
        {
            CreateIn(name, BuiltInTypes.ConfigMaps, "kube-root-ca.crt", new() { ["data"] = new JsonObject { ["ca.crt"] = authority } });
        }
    }

    private void CreateIn(string home, ResourceType type, string name, JsonObject value)
    {
        if (store.Get(type, home, name) is not null) return;
        store.Create(type, value.Put(name, "metadata", "name").Put(home, "metadata", "namespace"));
    }

    private void Empty(string name)
    {
        foreach (var type in store.Types.All.Where(type => type.Namespaced))
        {
            foreach (var value in store.List(type, name).Items.Where(value => !value.IsBeingDeleted())) Delete(type, value);
        }

        FinishIfEmpty(name);
    }

    private void Delete(ResourceType type, JsonObject value)
    {
        try
        {
            store.Delete(type, value.Key(), new() { Uid = value.Uid() });
        }
        catch (ApiException gone) when (gone.Code is 404 or 409)
        {
            // Its owner's end took it along.
        }
    }

    private void FinishIfEmpty(string name)
    {
        if (name.Length == 0 || store.Get(BuiltInTypes.Namespaces, ObjectKey.Cluster(name)) is not { } home || !home.IsBeingDeleted()) return;
        if (store.Types.All.Any(type => type.Namespaced && store.List(type, name).Items.Count > 0)) return;
        store.Update(BuiltInTypes.Namespaces, home.Key(), value => value.Put(new JsonArray(), "spec", "finalizers"));
    }
}

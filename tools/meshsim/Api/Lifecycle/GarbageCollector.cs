using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Deletes what lost its owners, and finishes foreground and orphaning deletes.</summary>
internal sealed class GarbageCollector(ObjectStore store)
{
    private readonly HashSet<string> _alive = [];
    private readonly Dictionary<string, HashSet<(ResourceType Type, ObjectKey Key)>> _dependents = [];

    public void Handle(StoreEvent change)
    {
        Index(change);
        switch (change.Change)
        {
            case ChangeKind.Deleted:
                foreach (var dependent in DependentsOf(change.New)) CollectIfOrphaned(dependent.Type, dependent.Key);
                foreach (var owner in change.New.OwnerReferences()) FinishForeground(owner, change.New.Namespace());
                break;
            case ChangeKind.Added when change.New.OwnerReferences().Any():
                CollectIfOrphaned(change.Type, change.New.Key());
                break;
            case ChangeKind.Modified when change.New.IsBeingDeleted():
                Progress(change.Type, change.New);
                break;
        }
    }

    private void Index(StoreEvent change)
    {
        var entry = (change.Type, change.New.Key());
        foreach (var owner in change.Old?.OwnerReferences() ?? []) _dependents.GetValueOrDefault(owner.Text("uid") ?? "")?.Remove(entry);
        if (change.Change == ChangeKind.Deleted)
        {
            _alive.Remove(change.New.Uid());
            foreach (var owner in change.New.OwnerReferences()) _dependents.GetValueOrDefault(owner.Text("uid") ?? "")?.Remove(entry);
            return;
        }

        _alive.Add(change.New.Uid());
        foreach (var owner in change.New.OwnerReferences())
        {
            var uid = owner.Text("uid") ?? "";
            if (!_dependents.TryGetValue(uid, out var entries)) _dependents[uid] = entries = [];
            entries.Add(entry);
        }
    }

    private List<(ResourceType Type, ObjectKey Key)> DependentsOf(JsonObject owner) =>
        _dependents.TryGetValue(owner.Uid(), out var entries) ? [.. entries.OrderBy(entry => entry.Key)] : [];

    private void CollectIfOrphaned(ResourceType type, ObjectKey key)
    {
        if (store.Get(type, key) is not { } value || value.IsBeingDeleted()) return;
        var owners = value.OwnerReferences().ToList();
        if (owners.Count == 0 || owners.Any(owner => _alive.Contains(owner.Text("uid") ?? ""))) return;
        store.Delete(type, key, new() { Uid = value.Uid() });
    }

    private void Progress(ResourceType type, JsonObject owner)
    {
        if (owner.Texts("metadata", "finalizers").Contains(Finalization.Orphan)) Release(type, owner);
        if (owner.Texts("metadata", "finalizers").Contains(Finalization.Foreground)) DeleteDependentsFirst(type, owner);
    }

    private void Release(ResourceType type, JsonObject owner)
    {
        foreach (var (dependentType, key) in DependentsOf(owner))
        {
            store.Update(dependentType, key, value =>
            {
                var kept = value.OwnerReferences().Where(reference => reference.Text("uid") != owner.Uid()).Select(reference => reference.DeepClone());
                var list = new JsonArray([.. kept]);
                return list.Count > 0 ? value.Put(list, "metadata", "ownerReferences") : value.Drop("metadata", "ownerReferences");
            });
        }

        DropFinalizer(type, owner.Key(), Finalization.Orphan);
    }

    private void DeleteDependentsFirst(ResourceType type, JsonObject owner)
    {
        var blocking = 0;
        foreach (var (dependentType, key) in DependentsOf(owner))
        {
            if (store.Get(dependentType, key) is not { } dependent) continue;
            var reference = dependent.OwnerReferences().First(candidate => candidate.Text("uid") == owner.Uid());
            if (reference.Flag("blockOwnerDeletion")) blocking++;
            if (!dependent.IsBeingDeleted()) store.Delete(dependentType, key, new() { Uid = dependent.Uid(), Propagation = Propagation.Foreground });
        }

        if (blocking == 0) DropFinalizer(type, owner.Key(), Finalization.Foreground);
    }

    private void FinishForeground(JsonObject reference, string @namespace)
    {
        if (store.Types.OfKind(reference.ApiVersion(), reference.Kind()) is not { } type) return;
        if (store.Get(type, @namespace, reference.Text("name") ?? "") is not { } owner || owner.Uid() != reference.Text("uid")) return;
        if (owner.IsBeingDeleted() && owner.Texts("metadata", "finalizers").Contains(Finalization.Foreground)) DeleteDependentsFirst(type, owner);
    }

    private void DropFinalizer(ResourceType type, ObjectKey key, string finalizer) => store.Update(type, key, value =>
    {
        var kept = value.Texts("metadata", "finalizers").Where(name => name != finalizer).Select(name => JsonValue.Create(name)).ToArray();
        return kept.Length > 0 ? value.Put(new JsonArray([.. kept]), "metadata", "finalizers") : value.Drop("metadata", "finalizers");
    });
}

using System.Text.Json.Nodes;

namespace MeshSim.Api;

public sealed partial class ObjectStore
{
    /// <summary>Stores a new object, with defaults filled in, and returns it as stored; the argument is not changed.</summary>
    /// <exception cref="ApiException">The object breaks a rule, exists already, or its namespace is missing or going.</exception>
    public JsonObject Create(ResourceType type, JsonObject value, WriteOptions? options = null)
    {
        options ??= WriteOptions.Controller;
        lock (_gate)
        {
            var draft = NewObject.Prepare(type, value.Copy(), options, Clock);
            CheckNamespace(type, draft);
            Finish(type, null, draft, options);
            if (Get(type, draft.Key()) is not null) throw ApiException.AlreadyExists(type, draft.Name());
            if (!options.DryRun) Commit(ChangeKind.Added, type, null, draft);
            return draft;
        }
    }

    /// <summary>
    /// Changes an object. The function gets a copy that it may change and return; null, or an equal object, writes nothing.
    /// Returns the object as stored.
    /// </summary>
    /// <exception cref="ApiException">The object is missing or breaks a rule, or the function returned another version.</exception>
    public JsonObject Update(ResourceType type, ObjectKey key, Func<JsonObject, JsonObject?> change, WriteOptions? options = null)
    {
        options ??= WriteOptions.Controller;
        lock (_gate)
        {
            var old = Get(type, key) ?? throw ApiException.NotFound(type, key.Name);
            var draft = change(old.Copy());
            if (draft is null) return old;
            draft = ChangedObject.Prepare(type, old, draft, options);
            Finish(type, old, draft, options);
            if (ManagedFields.EqualApartFromTimes(old, draft)) return old;
            if (options.DryRun) return draft;
            Commit(ChangeKind.Modified, type, old, draft);
            return draft.IsBeingDeleted() && !Finalization.IsHeld(type, draft) ? Remove(type, draft) : draft;
        }
    }

    /// <summary>Deletes an object, or marks it for deletion while finalizers or a grace period hold it.</summary>
    /// <exception cref="ApiException">The object is missing or a precondition fails.</exception>
    public Deletion Delete(ResourceType type, ObjectKey key, DeleteOptions? options = null)
    {
        options ??= new();
        lock (_gate)
        {
            var old = Get(type, key) ?? throw ApiException.NotFound(type, key.Name);
            Finalization.CheckPreconditions(type, old, options);
            var marked = Finalization.Mark(type, old, options, Clock);
            if (!Finalization.IsHeld(type, marked)) return new(options.DryRun ? old : Remove(type, old), true);
            if (options.DryRun || JsonNode.DeepEquals(old, marked)) return new(options.DryRun ? marked : old, false);
            Commit(ChangeKind.Modified, type, old, marked);
            return new(marked, false);
        }
    }

    private JsonObject Remove(ResourceType type, JsonObject last)
    {
        var gone = last.Copy();
        Commit(ChangeKind.Deleted, type, last, gone);
        return gone;
    }

    private void Finish(ResourceType type, JsonObject? old, JsonObject draft, WriteOptions options)
    {
        Defaults.Fill(type, draft);
        foreach (var hook in Admission) hook(new(type, old, draft, options));
        Validation.Check(type, old, draft);
        if (old is not null) ChangedObject.CountGeneration(type, old, draft);
        if (!options.FieldsRecorded) ManagedFields.Record(type, old, draft, options, Clock.GetUtcNow());
    }

    private void CheckNamespace(ResourceType type, JsonObject draft)
    {
        if (!type.Namespaced) return;
        var name = draft.Namespace();
        var home = Get(BuiltInTypes.Namespaces, ObjectKey.Cluster(name)) ?? throw ApiException.NotFound(BuiltInTypes.Namespaces, name);
        if (!home.IsBeingDeleted()) return;
        throw ApiException.Forbidden(type, draft.Name(),
            $"unable to create new content in namespace {name} because it is being terminated",
            new JsonArray(new JsonObject
            {
                ["reason"] = "NamespaceTerminating",
                ["message"] = $"namespace {name} is being terminated",
                ["field"] = "metadata.namespace",
            }));
    }
}

using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Running;

/// <summary>Writes whole objects into a store: creates what is missing, replaces all but the status of what is there.</summary>
internal static class ObjectWriter
{
    /// <summary>Whether anything that is stored changed.</summary>
    public static bool Apply(ObjectStore store, JsonObject value, WriteOptions options)
    {
        var type = store.Types.OfKind(value.ApiVersion(), value.Kind())
            ?? throw ApiException.BadRequest($"no matches for kind \"{value.Kind()}\" in version \"{value.ApiVersion()}\"");
        var key = type.Key(value.Namespace(), value.Name());
        if (store.Get(type, key) is null)
        {
            store.Create(type, value, options);
            return true;
        }

        var before = 0L;
        var stored = store.Update(type, key, draft =>
        {
            before = draft.ResourceVersion();
            foreach (var (field, content) in value)
                if (field is not ("metadata" or "status")) draft[field] = content?.DeepClone();
            foreach (var (label, text) in value.Labels()) draft.Put(text, "metadata", "labels", label);
            return draft;
        }, options);
        return stored.ResourceVersion() != before;
    }
}

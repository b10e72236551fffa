using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Brings objects of one kind to what they should be; runs on its cluster's loop only, so it needs no locks.</summary>
public abstract class Controller(ObjectStore store)
{
    protected ObjectStore Store { get; } = store;

    /// <summary>Set by the loop that runs the controller.</summary>
    internal Action<ObjectKey, TimeSpan> Later { get; set; } = (_, _) => { };

    /// <summary>The objects that a change calls for another look at.</summary>
    public abstract IEnumerable<ObjectKey> Concerns(StoreEvent change);

    /// <summary>Looks at one object, which may be gone. An <see cref="ApiException"/> makes the loop try again a little later.</summary>
    public abstract void Reconcile(ObjectKey key);

    protected DateTimeOffset Now => Store.Clock.GetUtcNow();

    /// <summary>The objects of a type whose controlling owner has this uid.</summary>
    protected IReadOnlyList<JsonObject> OwnedBy(JsonObject owner, ResourceType type)
    {
        var uid = owner.Uid();
        return [.. Store.List(type, owner.Namespace()).Items.Where(item => item.ControllerUid() == uid)];
    }

    /// <summary>The key of an object's controlling owner of this kind, if it has one.</summary>
    protected static IEnumerable<ObjectKey> OwnerOf(JsonObject item, string kind) => item.OwnerReferences()
        .Where(owner => owner.Flag("controller") && owner.Text("kind") == kind)
        .Select(owner => new ObjectKey(item.Namespace(), owner.Text("name") ?? ""));

    /// <summary>Writes a status; a null or equal one writes nothing.</summary>
    protected void SetStatus(ResourceType type, JsonObject item, JsonObject status)
    {
        if (JsonNode.DeepEquals(item["status"], status)) return;
        if (Store.Get(type, item.Key()) is null) return;
        Store.Update(type, item.Key(), draft =>
        {
            draft["status"] = status;
            return draft;
        }, WriteOptions.ControllerStatus);
    }

    protected void DeleteIfThere(ResourceType type, JsonObject item, DeleteOptions? options = null)
    {
        if (Store.Get(type, item.Key())?.Uid() == item.Uid()) Store.Delete(type, item.Key(), options);
    }

    /// <summary>A time as Kubernetes writes it.</summary>
    protected static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

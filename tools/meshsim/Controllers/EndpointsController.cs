using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Controllers;

/// <summary>Lists the pods behind each Service in its Endpoints and in an EndpointSlice.</summary>
public sealed class EndpointsController(ObjectStore store) : Controller(store)
{
    private static readonly ResourceType Type = BuiltInTypes.Services;

    public override IEnumerable<ObjectKey> Concerns(StoreEvent change)
    {
        if (change.Type.Equals(Type)) return [change.New.Key()];
        if (!change.Type.Equals(BuiltInTypes.Pods)) return [];
        return Store.List(Type, change.New.Namespace()).Items
            .Where(service => Selects(service, change.New) || (change.Old is { } old && Selects(service, old)))
            .Select(service => service.Key());
    }

    public override void Reconcile(ObjectKey key)
    {
        var service = Store.Get(Type, key);
        if (service is null || service.Map("spec", "selector").IsEmpty)
        {
            if (service is null) Remove(key);
            return;
        }

        var pods = Store.List(BuiltInTypes.Pods, key.Namespace).Items
            .Where(pod => Selects(service, pod) && !pod.IsBeingDeleted() && pod.Text("status", "podIP") is { Length: > 0 }).ToArray();
        Write(BuiltInTypes.Endpoints, service, key.Name, EndpointObjects.Endpoints(service, pods));
        Write(BuiltInTypes.EndpointSlices, service, key.Name + "-" + PodTemplates.Hash(key.Name)[..5], EndpointObjects.Slice(service, pods));
    }

    private void Remove(ObjectKey key)
    {
        if (Store.Get(BuiltInTypes.Endpoints, key) is { } endpoints) DeleteIfThere(BuiltInTypes.Endpoints, endpoints);
        foreach (var slice in Store.List(BuiltInTypes.EndpointSlices, key.Namespace).Items.Where(s => s.Label("kubernetes.io/service-name") == key.Name))
            DeleteIfThere(BuiltInTypes.EndpointSlices, slice);
    }

    private void Write(ResourceType type, JsonObject service, string name, JsonObject content)
    {
        var key = new ObjectKey(service.Namespace(), name);
        if (Store.Get(type, key) is null)
        {
            content.Put(name, "metadata", "name").Put(key.Namespace, "metadata", "namespace");
            Store.Create(type, content);
            return;
        }

        Store.Update(type, key, draft =>
        {
            foreach (var (field, value) in content)
                if (field != "metadata") draft[field] = value?.DeepClone();
            return draft;
        });
    }

    private static bool Selects(JsonObject service, JsonObject pod)
    {
        var selector = service.Map("spec", "selector");
        return !selector.IsEmpty && selector.All(pair => pod.Label(pair.Key) == pair.Value);
    }
}

using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Fills in what a client left out, as the API server's defaulting does.</summary>
internal static class Defaults
{
    public static void Fill(ResourceType type, JsonObject value)
    {
        switch (type.Resource)
        {
            case "namespaces": FillNamespace(value); break;
        }
    }

    private static void FillNamespace(JsonObject value)
    {
        if (!value.IsBeingDeleted() && value.At("spec", "finalizers") is null) value.Put(new JsonArray("kubernetes"), "spec", "finalizers");
        if (value.Text("status", "phase") is null) value.Put("Active", "status", "phase");
        value.Put(value.Name(), "metadata", "labels", "kubernetes.io/metadata.name");
    }
}

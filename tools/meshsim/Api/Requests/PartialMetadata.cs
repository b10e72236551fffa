using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Objects cut down to their metadata.</summary>
internal static class PartialMetadata
{
    private static readonly ConditionalWeakTable<JsonObject, byte[]> Bytes = [];

    public static JsonObject Of(JsonObject value) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = value["metadata"]!.DeepClone(),
    };

    /// <summary>The same as UTF-8 JSON, remembered as long as the object lives.</summary>
    public static byte[] BytesOf(JsonObject value) => Bytes.GetValue(value, static whole => ObjectBytes.Of(Of(whole)));
}

using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Where a list goes on: the version it began at and the last key that it showed.</summary>
internal readonly record struct ContinueToken(long Version, ObjectKey Last)
{
    public string Encode() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(new JsonObject
    {
        ["v"] = "meta.k8s.io/v1",
        ["rv"] = Version,
        ["namespace"] = Last.Namespace,
        ["start"] = Last.Name,
    }.ToJsonString()));

    /// <exception cref="ApiException">400 when the text is no token of this server.</exception>
    public static ContinueToken Decode(string text)
    {
        try
        {
            var json = (JsonObject)JsonNode.Parse(Base64Url.DecodeFromChars(text))!;
            return new(json.Number("rv") ?? 0, new(json.Text("namespace") ?? "", json.Text("start") ?? ""));
        }
        catch (Exception broken) when (broken is FormatException or JsonException or InvalidCastException)
        {
            throw ApiException.BadRequest("continue key is not valid: encoding is wrong");
        }
    }
}

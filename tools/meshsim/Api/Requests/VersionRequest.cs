using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Reads the <c>resourceVersion</c> parameter of reads.</summary>
internal static class VersionRequest
{
    /// <summary>The version asked for; null when none is, or any will do ("0").</summary>
    /// <exception cref="ApiException">400 when it is no version.</exception>
    public static long? Read(string? text) => text switch
    {
        null or "" or "0" => null,
        _ when long.TryParse(text, out var version) && version >= 0 => version,
        _ => throw ApiException.BadRequest($"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax"),
    };

    /// <exception cref="ApiException">504 when the version has not been reached yet.</exception>
    public static void CheckReached(ObjectStore store, string? text)
    {
        var wanted = Read(text);
        if (wanted is null || wanted <= store.Version) return;
        throw new ApiException(504, "Timeout", $"Timeout: Too large resource version: {wanted}, current: {store.Version}", new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
            ["retryAfterSeconds"] = 1,
        });
    }
}

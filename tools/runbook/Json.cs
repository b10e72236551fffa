using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MeshRunbook.Cli;

/// <summary>How the program writes JSON.</summary>
internal static class Json
{
    // Without a resolver JsonNode would set reflection up, which costs start-up time.
    public static JsonSerializerOptions Readable { get; } = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(),
    };

    /// <summary>One line, for those who read line by line.</summary>
    public static JsonSerializerOptions Line { get; } = new(Readable) { WriteIndented = false };
}

using System.Text.Json.Nodes;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>Places as the protocol writes them: lines and UTF-16 units, both from 0.</summary>
internal static class Positions
{
    /// <summary>The offset of a position; one behind the end of its line, or of the text, means that end.</summary>
    public static int Offset(SourceText source, JsonNode? position)
    {
        var (line, character) = (Number(position, "line"), Number(position, "character"));
        if (line >= source.LineCount) return source.Content.Length;
        return source.StartOf(line + 1) + Math.Min(character, source.LineSpan(line + 1).Length);
    }

    public static JsonObject Of(SourceText source, int offset)
    {
        var (line, column) = source.PositionOf(offset);
        return new() { ["line"] = line - 1, ["character"] = column - 1 };
    }

    public static JsonObject Range(Location location) => Range(location.Source, location.Span.Start, location.Span.End);

    public static JsonObject Range(SourceText source, int start, int end) => new() { ["start"] = Of(source, start), ["end"] = Of(source, end) };

    private static int Number(JsonNode? position, string key) =>
        (position as JsonObject)?[key] is JsonValue value && value.TryGetValue<int>(out var number) && number >= 0
            ? number
            : throw RequestProblem.Params($"a position needs a `{key}` from 0");
}

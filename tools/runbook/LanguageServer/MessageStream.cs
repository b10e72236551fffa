using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>Messages of JSON-RPC with the headers of the language server protocol, over two streams.</summary>
internal sealed class MessageStream(Stream input, Stream output)
{
    /// <summary>A document that a client sends has at most some mebibytes; more is a mistake, or an attack on the memory.</summary>
    private const int Most = 64 * 1024 * 1024;

    private const int LongestHeader = 8 * 1024;

    private readonly Lock _writing = new();

    /// <summary>The next message; null where the input has ended.</summary>
    /// <exception cref="RequestProblem">What came is no message; the one after it can be read.</exception>
    public async Task<JsonNode?> ReadAsync()
    {
        int? length = null;
        for (var isFirst = true; ; isFirst = false)
        {
            if (await ReadLineAsync() is not { } line) return null;
            if (line.Length == 0 && isFirst) continue;
            if (line.Length == 0) break;
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.TryParse(line.AsSpan("Content-Length:".Length), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
                    ? number : null;
        }

        if (length is not (>= 0 and <= Most)) throw new RequestProblem(RequestProblem.ParseError, "a message needs a header `Content-Length` with its length in bytes");
        var content = new byte[length.Value];
        if (await input.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false) < content.Length) return null;
        try
        {
            return JsonNode.Parse(content) ?? throw new RequestProblem(RequestProblem.InvalidRequest, "a message must be an object, not null");
        }
        catch (JsonException problem)
        {
            throw new RequestProblem(RequestProblem.ParseError, $"the message is no JSON: {problem.Message}");
        }
    }

    public void Write(JsonObject message)
    {
        message["jsonrpc"] = "2.0";
        var content = Encoding.UTF8.GetBytes(message.ToJsonString(Json.Line));
        lock (_writing)
        {
            output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {content.Length}\r\n\r\n")));
            output.Write(content);
            output.Flush();
        }
    }

    /// <summary>A line of a header without its end; null at the end of the input.</summary>
    private async Task<string?> ReadLineAsync()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await input.ReadAsync(one) == 1)
        {
            if (one[0] == '\n') return Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
            if (line.Count < LongestHeader) line.Add(one[0]);
        }

        return null;
    }
}

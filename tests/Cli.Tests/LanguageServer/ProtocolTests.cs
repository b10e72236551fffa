using System.Text;
using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests.LanguageServer;

public sealed class ProtocolTests
{
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int MethodNotFound = -32601;
    private const int InvalidParams = -32602;
    private const int NotInitialized = -32002;
    private const int Cancelled = -32800;

    private static readonly Dictionary<string, string?> Environment = [];

    [Fact]
    public async Task A_server_goes_through_its_states_and_refuses_what_comes_at_the_wrong_time()
    {
        await using var client = Start();
        Assert.Equal(NotInitialized, await CodeAsync(client, "textDocument/hover", []));
        Assert.Equal(NotInitialized, await CodeAsync(client, "shutdown", []));

        var capabilities = (await client.InitializeAsync(null))!["capabilities"]!;

        Assert.Equal(2, (int)capabilities["textDocumentSync"]!["change"]!);
        Assert.Equal("utf-16", (string?)capabilities["positionEncoding"]);
        Assert.Equal(InvalidRequest, await CodeAsync(client, "initialize", []));
        Assert.Equal(MethodNotFound, await CodeAsync(client, "textDocument/unheardOf", []));
        Assert.Equal(InvalidParams, await CodeAsync(client, "textDocument/hover", []));
        Assert.Equal(InvalidParams, await CodeAsync(client, "textDocument/hover", new() { ["textDocument"] = new JsonObject { ["uri"] = "file:///none.yaml" } }));
        client.Notify("textDocument/unheardOf", []);
        Assert.Null(await client.AskAsync("shutdown", []));
        Assert.Equal(InvalidRequest, await CodeAsync(client, "textDocument/hover", []));
        client.Notify("exit", []);
        Assert.Equal(0, await client.ExitAsync());
    }

    [Fact]
    public async Task A_server_that_is_left_without_a_shutdown_ends_with_1()
    {
        await using var told = Start();
        await told.InitializeAsync(null);
        told.Notify("exit", []);
        await using var left = Start();
        await left.InitializeAsync(null);
        left.Leave();

        Assert.Equal(1, await told.ExitAsync());
        Assert.Equal(1, await left.ExitAsync());
    }

    [Fact]
    public async Task What_is_no_message_is_answered_with_an_error_and_the_next_one_is_read()
    {
        await using var client = Start();
        client.WriteBytes(Encoding.ASCII.GetBytes("Content-Length: many\r\n\r\n"));
        client.WriteRaw("{\"jsonrpc\": ");
        client.WriteRaw("[1]");
        client.WriteRaw("null");
        client.WriteRaw("{\"id\": 77}");
        client.WriteRaw("{\"method\": 5, \"id\": \"x\", \"params\": {}}");
        client.WriteRaw("{\"method\": \"initialize\", \"id\": \"own\", \"params\": [1, 2]}");

        var answer = await client.MessageAsync(message => (string?)(message["id"] as JsonValue)?.ToString() == "own");

        Assert.NotNull(answer["result"]);
        var refused = client.Messages.Where(message => message["error"] is not null).Select(message => (int)message["error"]!["code"]!);
        Assert.Equal([ParseError, ParseError, InvalidRequest, InvalidRequest, InvalidRequest, InvalidRequest], refused);
    }

    [Fact]
    public async Task A_request_that_waits_can_be_cancelled_and_another_is_answered()
    {
        await using var editor = await Editor.StartAsync();
        var place = editor.Show("a.yaml", Editor.Head + "steps:\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"  - id: s{i}\n    run: echo {{{{ run.id }}}}\n")));

        // The first compiles a long text; meanwhile the second is called off.
        var first = editor.Client.Send("textDocument/documentSymbol", (JsonObject)place.DeepClone(), out _);
        var second = editor.Client.Send("textDocument/hover", place, out var id);
        editor.Client.Notify("$/cancelRequest", new() { ["id"] = id });

        Assert.NotNull(LanguageClient.Result(await first));
        Assert.Equal(Cancelled, (int?)(await second)["error"]?["code"]);
    }

    [Fact]
    public async Task Changes_are_taken_in_their_order_by_UTF16_units()
    {
        await using var editor = await Editor.StartAsync();
        var place = editor.Show("a.yaml", "# 🙂é\r\n" + Editor.Head + "parameters: {who: {type: string}}\nsteps:\n  - id: a\n    run: echo {{ params.who }}\n");
        editor.Client.Notify("textDocument/didChange", new()
        {
            ["textDocument"] = new JsonObject { ["uri"] = editor.UriOf("a.yaml"), ["version"] = 2 },
            ["contentChanges"] = new JsonArray(Change(0, 2, 0, 4, "bye"), Change(7, 24, 7, 27, "x"), Change(7, 25, 7, 25, "y"), Change(99, 0, 99, 9, "# end")),
        });

        var diagnostics = await editor.Client.DiagnosticsAsync(editor.PathOf("a.yaml"), 2);

        var unknown = Assert.Single(diagnostics, diagnostic => (string?)diagnostic!["code"] == "RB0203")!;
        Assert.StartsWith("`params.xy` is not a parameter", (string?)unknown["message"]);
        Assert.Equal("{\"start\":{\"line\":7,\"character\":24},\"end\":{\"line\":7,\"character\":26}}", unknown["range"]!.ToJsonString());
        Assert.NotNull(place);
    }

    private static JsonObject Change(int line, int character, int endLine, int endCharacter, string text) => new()
    {
        ["range"] = new JsonObject
        {
            ["start"] = new JsonObject { ["line"] = line, ["character"] = character },
            ["end"] = new JsonObject { ["line"] = endLine, ["character"] = endCharacter },
        },
        ["text"] = text,
    };

    private static LanguageClient Start() => LanguageClient.Start(Programs.Runbook, ["lsp", "--stdio"], Path.GetTempPath(), Environment);

    private static async Task<int> CodeAsync(LanguageClient client, string method, JsonObject parameters) =>
        (await Assert.ThrowsAsync<LanguageServerException>(() => client.AskAsync(method, parameters))).Code;
}

using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests.LanguageServer;

/// <summary>An editor with a folder of runbooks, at work with `runbook lsp`; `‸` in a text is the cursor.</summary>
internal sealed class Editor : IAsyncDisposable
{
    public const string Head = "apiVersion: meshrunbook/v1\nkind: Runbook\nmetadata: {name: small, version: 1.0.0, title: Small}\n";

    private readonly Dictionary<string, (string Text, int Version)> _open = new(StringComparer.Ordinal);
    private readonly string _root;

    private Editor(TemporaryFolder? folder, string root)
    {
        (Folder, _root) = (folder, root);
        Client = LanguageClient.Start(Programs.Runbook, ["lsp"], root, new Dictionary<string, string?> { ["XDG_STATE_HOME"] = root });
    }

    public LanguageClient Client { get; }

    public TemporaryFolder? Folder { get; }

    public static async Task<Editor> StartAsync(JsonObject? capabilities = null, string? root = null)
    {
        var folder = root is null ? new TemporaryFolder() : null;
        var editor = new Editor(folder, root ?? folder!.Path);
        await editor.Client.InitializeAsync(editor._root, capabilities);
        return editor;
    }

    /// <summary>Writes a runbook to the disk.</summary>
    public void Save(string name, string body) => SaveText(name, Head + body);

    /// <summary>Writes a text to the disk, and tells the server as an editor that watches files does.</summary>
    public void SaveText(string name, string text)
    {
        Folder!.Write(name, text);
        Client.Notify("workspace/didChangeWatchedFiles", new() { ["changes"] = new JsonArray() });
    }

    /// <summary>Opens a text, or types it over what is open; returns the place of the cursor.</summary>
    public JsonObject Show(string name, string text)
    {
        var offset = text.IndexOf('‸', StringComparison.Ordinal);
        var plain = text.Replace("‸", "", StringComparison.Ordinal);
        if (!_open.TryGetValue(name, out var before))
        {
            _open[name] = (plain, 1);
            Client.Open(PathOf(name), plain);
        }
        else
        {
            _open[name] = (plain, before.Version + 1);
            Client.Notify("textDocument/didChange", new()
            {
                ["textDocument"] = new JsonObject { ["uri"] = UriOf(name), ["version"] = before.Version + 1 },
                ["contentChanges"] = new JsonArray(new JsonObject { ["text"] = plain }),
            });
        }

        return offset < 0 ? At(name, 0, 0) : At(name, plain.AsSpan(0, offset).Count('\n'), offset - (plain.LastIndexOf('\n', Math.Max(0, offset - 1)) + 1));
    }

    public JsonObject At(string name, int line, int character) => new()
    {
        ["textDocument"] = new JsonObject { ["uri"] = UriOf(name) },
        ["position"] = new JsonObject { ["line"] = line, ["character"] = character },
    };

    public Task<JsonNode?> AskAsync(string feature, JsonObject parameters) => Client.AskAsync("textDocument/" + feature, parameters);

    public Task<JsonArray> DiagnosticsAsync(string name) => Client.DiagnosticsAsync(PathOf(name), _open.TryGetValue(name, out var document) ? document.Version : null);

    public string PathOf(string name) => Path.Combine(_root, name);

    public string UriOf(string name) => LanguageClient.Uri(PathOf(name));

    /// <summary>The open text after edits of the protocol.</summary>
    public string Applied(string name, JsonArray edits)
    {
        var lines = _open.TryGetValue(name, out var document) ? document.Text.Split('\n') : File.ReadAllText(PathOf(name)).Split('\n');
        var text = string.Join('\n', lines);
        foreach (var edit in edits.OrderByDescending(edit => Offset(edit!["range"]!["start"]!)))
            text = text[..Offset(edit!["range"]!["start"]!)] + (string)edit["newText"]! + text[Offset(edit["range"]!["end"]!)..];
        return text;

        int Offset(JsonNode position) => lines.Take((int)position["line"]!).Sum(line => line.Length + 1) + (int)position["character"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Folder?.Dispose();
    }
}

using System.Text.Json.Nodes;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>A client that has introduced itself: its documents, and who answers which request.</summary>
internal sealed class Session
{
    private readonly Workspace _workspace;
    private readonly MessageStream _stream;
    private readonly bool _watches;
    private IEnumerator<string>? _warming;

    /// <param name="parameters">Those of `initialize`.</param>
    public Session(JsonObject parameters, MessageStream stream)
    {
        var root = Text(parameters["workspaceFolders"] is JsonArray { Count: > 0 } folders ? folders[0]?["uri"] : null) ?? Text(parameters["rootUri"]);
        var path = root is not null ? FileNames.PathOf(root) : Text(parameters["rootPath"]);
        _workspace = new(new FileNames(path?.TrimEnd(Path.DirectorySeparatorChar) is { Length: > 0 } folder ? folder : null));
        _stream = stream;
        _watches = Supports(parameters, "didChangeWatchedFiles", "dynamicRegistration");
        Publisher = new(_workspace, stream);
        Edits = new(_workspace, Supports(parameters, "workspaceEdit", "documentChanges"), stream);
    }

    public Publisher Publisher { get; }

    /// <summary>Whether there is something to prepare while nobody asks.</summary>
    public bool IsCold => _warming is not null;

    /// <summary>Prepares a little: requests come between.</summary>
    public void Warm()
    {
        if (_warming?.MoveNext() != true) _warming = null;
    }

    private EditAnswers Edits { get; }

    public JsonNode? Answer(string method, JsonObject parameters, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        var reading = new ReadAnswers(_workspace);
        return method switch
        {
            "textDocument/completion" => reading.Completion(parameters),
            "textDocument/hover" => reading.Hover(parameters),
            "textDocument/definition" => reading.Definition(parameters),
            "textDocument/references" => reading.References(parameters, cancelled),
            "textDocument/documentHighlight" => reading.Highlights(parameters),
            "textDocument/documentSymbol" => reading.Symbols(parameters),
            "textDocument/formatting" => Edits.Format(parameters),
            "textDocument/prepareRename" => Edits.PrepareRename(parameters),
            "textDocument/rename" => Edits.Rename(parameters, cancelled),
            "textDocument/codeAction" => new CodeActions(_workspace, Edits).Of(parameters),
            _ => throw new RequestProblem(RequestProblem.MethodNotFound, $"there is no request `{method}` here"),
        };
    }

    public void Notified(string method, JsonObject parameters)
    {
        switch (method)
        {
            case "initialized":
                if (_watches) Watch();
                _warming = _workspace.Warm().GetEnumerator();
                break;
            case "textDocument/didOpen":
                Open(parameters);
                break;
            case "textDocument/didChange":
                Change(parameters);
                break;
            case "textDocument/didClose":
                _workspace.Close(Name(parameters));
                Publisher.Changed();
                break;
            case "textDocument/didSave" or "workspace/didChangeWatchedFiles":
                _workspace.FilesChanged();
                _warming = _workspace.Warm().GetEnumerator();
                Publisher.Changed();
                break;
        }
    }

    private void Open(JsonObject parameters)
    {
        var document = parameters["textDocument"];
        var uri = Text(document?["uri"]) ?? throw RequestProblem.Params("a document needs a `uri`");
        var text = Text(document?["text"]) ?? throw RequestProblem.Params("a document needs a `text`");
        _workspace.Put(new OpenDocument(uri, Text(document?["languageId"]) ?? "", Version(document), new SourceText(_workspace.Names.NameOf(uri), text)));
        Publisher.Changed();
    }

    private void Change(JsonObject parameters)
    {
        var document = _workspace.Find(Name(parameters)) ?? throw RequestProblem.Params("a document that is not open was changed");
        document.Change(Version(parameters["textDocument"]), parameters["contentChanges"] as JsonArray ?? throw RequestProblem.Params("`contentChanges` must be a list"));
        Publisher.Changed();
    }

    private string Name(JsonObject parameters) =>
        _workspace.Names.NameOf(Text(parameters["textDocument"]?["uri"]) ?? throw RequestProblem.Params("a document needs a `uri`"));

    /// <summary>Asks to be told of changes on the disk.</summary>
    private void Watch() => _stream.Write(new()
    {
        ["id"] = "watch",
        ["method"] = "client/registerCapability",
        ["params"] = new JsonObject
        {
            ["registrations"] = new JsonArray(new JsonObject
            {
                ["id"] = "watch",
                ["method"] = "workspace/didChangeWatchedFiles",
                ["registerOptions"] = new JsonObject { ["watchers"] = new JsonArray(new JsonObject { ["globPattern"] = "**/*.{yaml,yml}" }) },
            }),
        },
    });

    private static int Version(JsonNode? document) => document?["version"] is JsonValue value && value.TryGetValue<int>(out var version) ? version : 0;

    private static bool Supports(JsonObject parameters, string what, string how) =>
        parameters["capabilities"]?["workspace"]?[what]?[how] is JsonValue value && value.TryGetValue<bool>(out var supported) && supported;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

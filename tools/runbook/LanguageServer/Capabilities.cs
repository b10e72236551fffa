using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>What the server can do, as it tells the client first.</summary>
internal static class Capabilities
{
    private const int Incremental = 2;

    public static JsonObject Of() => new()
    {
        ["capabilities"] = new JsonObject
        {
            ["positionEncoding"] = "utf-16",
            ["textDocumentSync"] = new JsonObject { ["openClose"] = true, ["change"] = Incremental, ["save"] = new JsonObject { ["includeText"] = false } },
            ["completionProvider"] = new JsonObject { ["triggerCharacters"] = new JsonArray(".", "{", "/") },
            ["hoverProvider"] = true,
            ["definitionProvider"] = true,
            ["referencesProvider"] = true,
            ["documentHighlightProvider"] = true,
            ["documentSymbolProvider"] = true,
            ["documentFormattingProvider"] = true,
            ["renameProvider"] = new JsonObject { ["prepareProvider"] = true },
            ["codeActionProvider"] = new JsonObject { ["codeActionKinds"] = new JsonArray(CodeActions.QuickFix) },
        },
        ["serverInfo"] = new JsonObject { ["name"] = "runbook", ["version"] = Wiring.Version },
    };
}

using System.Text.Json.Nodes;
using MeshRunbook.Language.Editing;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>The document, and mostly the place in it, that a request is about.</summary>
/// <param name="Analysis">Null where the document is no runbook: there is nothing to say about it.</param>
internal sealed record Asked(Analysis? Analysis, int Offset)
{
    /// <exception cref="RequestProblem">There is no such document, or no such place.</exception>
    public static Asked Of(Workspace workspace, JsonObject parameters, bool hasPosition = true)
    {
        var uri = parameters["textDocument"]?["uri"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw RequestProblem.Params("a request needs the `uri` of its document");
        var name = workspace.Names.NameOf(uri);
        var source = workspace.Text(name) ?? throw RequestProblem.Params($"there is no document `{uri}`");
        var offset = hasPosition ? Positions.Offset(source, parameters["position"] ?? throw RequestProblem.Params("a request needs a `position`")) : 0;
        var isRunbook = workspace.Find(name)?.IsRunbook ?? RunbookText.Is(source);
        return new(isRunbook ? workspace.Analyse(name) : null, offset);
    }
}

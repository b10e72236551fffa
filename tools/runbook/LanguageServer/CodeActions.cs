using System.Text.Json.Nodes;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Editing;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>Quick fixes: the edits that diagnostics suggest.</summary>
internal sealed class CodeActions(Workspace workspace, EditAnswers edits)
{
    public const string QuickFix = "quickfix";

    public JsonArray? Of(JsonObject parameters)
    {
        if (Asked.Of(workspace, parameters, hasPosition: false).Analysis is not { } analysis) return null;
        if (parameters["context"]?["only"] is JsonArray only && !only.Any(kind => kind is JsonValue value && value.TryGetValue<string>(out var word) && word is "" or QuickFix)) return [];
        var range = parameters["range"] ?? throw RequestProblem.Params("a request for actions needs a `range`");
        var (start, end) = (Positions.Offset(analysis.Source, range["start"]), Positions.Offset(analysis.Source, range["end"]));
        return new JsonArray(
        [
            .. analysis.Diagnostics
                .Where(diagnostic => diagnostic.Location is { } at && at.Source == analysis.Source && at.Span.Start <= end && start <= at.Span.End)
                .Select(diagnostic => Action(diagnostic, analysis)).OfType<JsonObject>(),
        ]);
    }

    private JsonObject? Action(Diagnostic diagnostic, Analysis analysis) => Fixing.Of(diagnostic) is not { } edit ? null : new()
    {
        ["title"] = Fixing.Title(edit),
        ["kind"] = QuickFix,
        ["isPreferred"] = true,
        ["diagnostics"] = new JsonArray(DiagnosticMessage.Of(diagnostic, analysis, workspace)),
        ["edit"] = edits.WorkspaceEdit([edit]),
    };
}

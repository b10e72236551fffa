using System.Text.Json.Nodes;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Editing;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>Diagnostics as the protocol has them.</summary>
internal static class DiagnosticMessage
{
    private const int Unnecessary = 1;

    private const int MostRelated = 5;

    public static JsonObject Of(Diagnostic diagnostic, Analysis analysis, Workspace workspace)
    {
        var json = new JsonObject
        {
            ["range"] = diagnostic.Location is { } location ? Positions.Range(location) : Positions.Range(analysis.Source, 0, 0),
            ["severity"] = diagnostic.Severity == Severity.Error ? 1 : 2,
            ["code"] = diagnostic.Code.Id,
            ["source"] = "runbook",
            ["message"] = diagnostic.Help is { } help ? $"{diagnostic.Message}\nhelp: {help}" : diagnostic.Message,
        };
        if (diagnostic.Code == StructureCodes.UnusedParameter) json["tags"] = new JsonArray(Unnecessary);
        if (diagnostic.Code == CallCodes.CalleeHasErrors && Related(diagnostic, analysis, workspace) is { Count: > 0 } related) json["relatedInformation"] = related;
        return json;
    }

    /// <summary>The mistakes of the runbook that is called.</summary>
    private static JsonArray Related(Diagnostic diagnostic, Analysis analysis, Workspace workspace)
    {
        var called = analysis.Symbols.Occurrences.Where(one => diagnostic.Location is { } at && one.Location.Source == at.Source
            && one.Location.Span.Start >= at.Span.Start && one.Location.Span.End <= at.Span.End).Select(one => one.Symbol).OfType<RunbookSymbol>().FirstOrDefault();
        return new JsonArray(
        [
            .. analysis.Diagnostics.Where(other => other.Severity == Severity.Error && other.Location?.Source.Name == called?.File).Take(MostRelated)
                .Select(other => new JsonObject
                {
                    ["location"] = new JsonObject { ["uri"] = workspace.UriOf(other.Location!.Source.Name), ["range"] = Positions.Range(other.Location) },
                    ["message"] = other.Message,
                }),
        ]);
    }
}

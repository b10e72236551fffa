using System.Text.Json.Nodes;

namespace MeshRunbook.Language.Diagnostics;

/// <summary>Diagnostics as JSON for programs.</summary>
public static class DiagnosticJson
{
    /// <summary>Keys: code, severity, message, file, line, column, endLine, endColumn, label, help; what is not known is absent.
    /// Lines and columns count from 1, columns in UTF-16 units; the end is exclusive.</summary>
    public static JsonObject Of(Diagnostic diagnostic)
    {
        var json = new JsonObject
        {
            ["code"] = diagnostic.Code.Id,
            ["severity"] = diagnostic.Severity == Severity.Error ? "error" : "warning",
            ["message"] = diagnostic.Message,
        };
        if (diagnostic.Location is { } location)
        {
            var (endLine, endColumn) = location.Source.PositionOf(location.Span.End);
            json["file"] = location.Source.Name;
            json["line"] = location.Line;
            json["column"] = location.Column;
            json["endLine"] = endLine;
            json["endColumn"] = endColumn;
        }

        if (diagnostic.Label is { } label) json["label"] = label;
        if (diagnostic.Help is { } help) json["help"] = help;
        return json;
    }

    public static JsonArray Of(IEnumerable<Diagnostic> diagnostics) => new([.. diagnostics.Select(Of)]);
}

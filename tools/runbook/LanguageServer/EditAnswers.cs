using System.Text.Json.Nodes;
using MeshRunbook.Cli.Diffs;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Editing;
using MeshRunbook.Language.Formatting;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>Answers that are edits for the client to make.</summary>
/// <param name="hasVersions">Whether the client takes edits together with the versions of the documents that they are for.</param>
internal sealed class EditAnswers(Workspace workspace, bool hasVersions, MessageStream stream)
{
    private const int Warning = 2;

    public JsonObject PrepareRename(JsonObject parameters)
    {
        var (_, found) = Named(parameters);
        return new() { ["range"] = Positions.Range(found.Location), ["placeholder"] = found.Symbol.Written };
    }

    public JsonObject Rename(JsonObject parameters, CancellationToken cancelled)
    {
        var (analysis, found) = Named(parameters);
        var name = parameters["newName"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw RequestProblem.Params("a renaming needs a `newName`");
        var symbol = Definition.Declared(analysis, found.Symbol);
        var file = ReadAnswers.FileOf(symbol);
        List<Analysis> callers = file is null ? [] : [.. workspace.Callers(file, cancelled)];
        var renamed = Renaming.Rename(analysis, symbol, name, callers);
        if (renamed.Refusal is { } refusal) throw new RequestProblem(RequestProblem.Failed, refusal);
        if (symbol is ParameterSymbol parameter) WarnOfRollbacks(parameter, callers);
        return WorkspaceEdit(renamed.Edits);
    }

    public JsonArray Format(JsonObject parameters)
    {
        if (Asked.Of(workspace, parameters, hasPosition: false).Analysis is not { Source: var source }) return [];
        var formatted = Formatter.Format(source);
        if (formatted.Text is not { } text)
        {
            var first = formatted.Diagnostics.First(diagnostic => diagnostic.Severity == Severity.Error);
            throw new RequestProblem(RequestProblem.Failed, $"{first.Location}: {first.Message}; correct this first");
        }

        return new JsonArray([.. LinesBetween(source, text).Select(Edit)]);
    }

    /// <summary>Edits of one or more files.</summary>
    public JsonObject WorkspaceEdit(IEnumerable<TextEdit> edits)
    {
        var files = edits.GroupBy(edit => edit.Location.Source.Name);
        if (!hasVersions) return new() { ["changes"] = new JsonObject(files.Select(file => KeyValuePair.Create(workspace.UriOf(file.Key), (JsonNode?)Edits(file)))) };
        return new()
        {
            ["documentChanges"] = new JsonArray([.. files.Select(file => new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = workspace.UriOf(file.Key), ["version"] = workspace.Find(file.Key)?.Version },
                ["edits"] = Edits(file),
            })]),
        };
    }

    private (Analysis Analysis, Occurrence Found) Named(JsonObject parameters)
    {
        var asked = Asked.Of(workspace, parameters);
        if (asked.Analysis is not { } analysis) throw new RequestProblem(RequestProblem.Failed, "this file is no runbook");
        var (found, refusal) = Renaming.At(analysis, asked.Offset);
        return found is not null ? (analysis, found) : throw new RequestProblem(RequestProblem.Failed, refusal!);
    }

    /// <summary>A rollback gets the parameters of the run that it takes back by their names, which no expression says.</summary>
    private void WarnOfRollbacks(ParameterSymbol parameter, IEnumerable<Analysis> callers)
    {
        var back = workspace.Analyse(parameter.File) is { } own && own.Symbols.PlanOf(parameter.File)?.Rollback is { } path ? own.Symbols.Resolve(parameter.File, path) : null;
        var forward = callers.Where(one => one.Symbols.PlanOf(one.Source.Name)?.Rollback is { } rollback && one.Symbols.Resolve(one.Source.Name, rollback) == parameter.File)
            .Select(one => one.Source.Name);
        foreach (var file in forward.Concat(back is null ? [] : [back]).Distinct())
            if (workspace.Analyse(file)?.Symbols.Find(new ParameterSymbol(file, parameter.Name)) is not null)
                stream.Write(new()
                {
                    ["method"] = "window/showMessage",
                    ["params"] = new JsonObject
                    {
                        ["type"] = Warning,
                        ["message"] = $"{file} has a parameter `{parameter.Name}` too: a rollback gets the values of the run that it takes back by name, so rename it there as well",
                    },
                });
    }

    /// <summary>The lines that differ, so that the cursor stays where it is; the whole text where its last line has no end.</summary>
    private static List<TextEdit> LinesBetween(SourceText source, string text)
    {
        if (text == source.Content) return [];
        if (!source.Content.EndsWith('\n')) return [new(new(source, new Span(0, source.Content.Length)), text)];
        var found = new List<TextEdit>();
        var (at, start, added) = (0, -1, "");
        foreach (var edit in Diffs.Edits.Between(source.Content.Split('\n'), text.Split('\n')))
        {
            if (edit.Kind == EditKind.Same) End();
            else if (start < 0) start = at;
            if (edit.Kind == EditKind.Added) added += edit.Text + "\n";
            else at += edit.Text.Length + 1;
        }

        End();
        return found;

        void End()
        {
            if (start >= 0) found.Add(new(new(source, Span.Between(start, at)), added));
            (start, added) = (-1, "");
        }
    }

    private static JsonArray Edits(IEnumerable<TextEdit> edits) => new([.. edits.Select(Edit)]);

    private static JsonObject Edit(TextEdit edit) => new() { ["range"] = Positions.Range(edit.Location), ["newText"] = edit.Text };
}

using System.Text.Json.Nodes;
using MeshRunbook.Language.Editing;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.LanguageServer;

/// <summary>Answers to requests that change nothing.</summary>
internal sealed class ReadAnswers(Workspace workspace)
{
    public JsonObject? Hover(JsonObject parameters)
    {
        var asked = Asked.Of(workspace, parameters);
        if (asked.Analysis is not { } analysis || HoverText.Of(analysis, asked.Offset) is not { } hover) return null;
        return new() { ["contents"] = Markdown(hover.Markdown), ["range"] = Positions.Range(hover.Location) };
    }

    public JsonObject? Definition(JsonObject parameters)
    {
        var asked = Asked.Of(workspace, parameters);
        return asked.Analysis is { } analysis && Language.Editing.Definition.Of(analysis, asked.Offset) is { } location ? Place(location) : null;
    }

    public JsonArray? References(JsonObject parameters, CancellationToken cancelled)
    {
        var asked = Asked.Of(workspace, parameters);
        if (asked.Analysis is not { } analysis || analysis.At(asked.Offset) is not { } found) return null;
        var isDeclarationWanted = parameters["context"]?["includeDeclaration"] is not JsonValue value || !value.TryGetValue<bool>(out var wanted) || wanted;
        var symbol = Language.Editing.Definition.Declared(analysis, found.Symbol);
        var uses = FileOf(symbol) is { } file ? workspace.Callers(file, cancelled).Prepend(analysis) : [analysis];
        return new JsonArray(
        [
            .. uses.SelectMany(one => Language.Editing.Definition.Uses(one, symbol)).DistinctBy(use => use.Location)
                .Where(use => isDeclarationWanted || !use.IsDeclaration).Select(use => Place(use.Location)),
        ]);
    }

    public JsonArray? Highlights(JsonObject parameters)
    {
        var asked = Asked.Of(workspace, parameters);
        if (asked.Analysis is not { } analysis || analysis.At(asked.Offset) is not { } found) return null;
        return new JsonArray(
        [
            .. Language.Editing.Definition.Uses(analysis, found.Symbol).Where(use => use.Location.Source == analysis.Source)
                .Select(use => new JsonObject { ["range"] = Positions.Range(use.Location), ["kind"] = use.IsDeclaration ? 3 : 2 }),
        ]);
    }

    public JsonArray? Symbols(JsonObject parameters) =>
        Asked.Of(workspace, parameters, hasPosition: false).Analysis is { } analysis ? new JsonArray([.. OutlineItem.Of(analysis).Select(Symbol)]) : null;

    public JsonObject? Completion(JsonObject parameters)
    {
        var asked = Asked.Of(workspace, parameters);
        if (asked.Analysis is not { } analysis) return null;
        var items = Language.Editing.Completion.At(analysis, asked.Offset, () => workspace.PathsFrom(analysis.Source.Name));
        return new() { ["isIncomplete"] = false, ["items"] = new JsonArray([.. items.Select(Item)]) };
    }

    /// <summary>The file that declares something that other files may name.</summary>
    public static string? FileOf(Symbol symbol) => symbol switch
    {
        ParameterSymbol parameter => parameter.File,
        OutputSymbol { StepId: null } output => output.File,
        RunbookSymbol runbook => runbook.File,
        _ => null,
    };

    private JsonObject Place(Location location) => new() { ["uri"] = workspace.UriOf(location.Source.Name), ["range"] = Positions.Range(location) };

    private static JsonObject Item(CompletionItem item, int index)
    {
        var json = new JsonObject
        {
            ["label"] = item.Label,
            ["kind"] = Kind(item.Kind),
            // The order in which the language declares things says more than the alphabet.
            ["sortText"] = index.ToString("D4", System.Globalization.CultureInfo.InvariantCulture),
            ["textEdit"] = new JsonObject { ["range"] = Positions.Range(item.Replaced), ["newText"] = item.Text },
        };
        if (item.Detail is { } detail) json["detail"] = detail;
        if (item.Documentation is { } documentation) json["documentation"] = Markdown(documentation);
        return json;
    }

    private static JsonObject Symbol(OutlineItem item)
    {
        var json = new JsonObject
        {
            ["name"] = item.Name,
            ["kind"] = item.Kind switch { OutlineKind.Parameter => 13, OutlineKind.Block => 3, OutlineKind.Checkpoint => 24, _ => 12 },
            ["range"] = Positions.Range(item.Location),
            ["selectionRange"] = Positions.Range(item.NameLocation),
            ["children"] = new JsonArray([.. item.Items.Select(Symbol)]),
        };
        if (item.Detail is { } detail) json["detail"] = detail;
        return json;
    }

    /// <summary>The protocol's number for a kind, which decides about the picture beside it.</summary>
    private static int Kind(CompletionKind kind) => kind switch
    {
        CompletionKind.Key => 10,
        CompletionKind.StepKind => 14,
        CompletionKind.Parameter or CompletionKind.Variable => 6,
        CompletionKind.Step => 9,
        CompletionKind.Output or CompletionKind.Member => 5,
        CompletionKind.Function => 3,
        CompletionKind.File => 17,
        _ => 12,
    };

    private static JsonObject Markdown(string text) => new() { ["kind"] = "markdown", ["value"] = text };
}

using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests.LanguageServer;

/// <summary>One server, asked as an editor asks; what it says of each place is tested with the language itself.</summary>
public sealed class FeatureTests
{
    private const string Called = "parameters: {to: {type: string, description: The target}}\nsteps:\n  - id: inner\n    run: echo {{ params.to }}\n    outputs: {line: \"{{ stdout }}\"}\noutputs: {result: \"{{ steps.inner.outputs.line }}\"}\n";

    private const string Caller = Editor.Head + "parameters: {context: {type: string}}\nsteps:\n  - id: use\n    call: blocks/called.yaml\n    with: {to: \"{{ params.context }}\"}\n  - id: show\n    run: echo {{ steps.use.outputs.result }}\n";

    [Fact]
    public async Task Mistakes_are_published_with_code_place_and_help_and_fixed_by_their_action()
    {
        await using var editor = await Editor.StartAsync();
        editor.Show("a.yaml", Editor.Head + "parameters: {revision: {type: string}}\nsteps:\n  - id: a\n    run: echo {{ params.revison }}\n");

        var diagnostics = await editor.DiagnosticsAsync("a.yaml");
        var wrong = Assert.Single(diagnostics, one => (int)one!["severity"]! == 1)!;
        var actions = await editor.AskAsync("codeAction", new()
        {
            ["textDocument"] = new JsonObject { ["uri"] = editor.UriOf("a.yaml") },
            ["range"] = wrong["range"]!.DeepClone(),
            ["context"] = new JsonObject { ["diagnostics"] = new JsonArray() },
        });

        Assert.Equal("RB0203", (string?)wrong["code"]);
        Assert.Equal("{\"start\":{\"line\":6,\"character\":24},\"end\":{\"line\":6,\"character\":31}}", wrong["range"]!.ToJsonString());
        Assert.Contains("help: did you mean `revision`?", (string?)wrong["message"]);
        var action = Assert.Single(actions!.AsArray())!;
        Assert.Equal(("Write `revision`", "quickfix"), ((string?)action["title"], (string?)action["kind"]));
        var text = editor.Applied("a.yaml", action["edit"]!["changes"]![editor.UriOf("a.yaml")]!.AsArray());
        editor.Show("a.yaml", text);
        Assert.Empty(await editor.DiagnosticsAsync("a.yaml"));
    }

    [Fact]
    public async Task A_called_runbook_counts_as_it_is_in_its_buffer_and_its_mistakes_are_said_at_their_place()
    {
        await using var editor = await Editor.StartAsync();
        editor.Save("blocks/called.yaml", Called);
        editor.Show("caller.yaml", Caller);
        Assert.Empty(await editor.DiagnosticsAsync("caller.yaml"));

        // On the disk it is still right.
        editor.Show("blocks/called.yaml", Editor.Head + Called.Replace("params.to", "params.too", StringComparison.Ordinal));
        var inCaller = await editor.Client.MessageAsync(message => (string?)message["params"]?["uri"] == editor.UriOf("caller.yaml") && message["params"]!["diagnostics"]!.AsArray().Count > 0);
        var related = Assert.Single(inCaller["params"]!["diagnostics"]!.AsArray(), one => (string?)one!["code"] == "RB0604")!["relatedInformation"]![0]!;
        Assert.Equal(editor.UriOf("blocks/called.yaml"), (string?)related["location"]!["uri"]);
        Assert.Contains("`params.too` is not a parameter", (string?)related["message"]);

        // Closed without saving, the disk counts again.
        editor.Client.Notify("textDocument/didClose", new() { ["textDocument"] = new JsonObject { ["uri"] = editor.UriOf("blocks/called.yaml") } });
        var place = editor.Show("caller.yaml", Caller.Replace("use.outputs.result", "use.outputs.res‸ult", StringComparison.Ordinal));
        Assert.Empty(await editor.DiagnosticsAsync("caller.yaml"));
        var definition = await editor.AskAsync("definition", place);
        Assert.Equal((editor.UriOf("blocks/called.yaml"), 8), ((string?)definition!["uri"], (int)definition["range"]!["start"]!["line"]!));
    }

    [Fact]
    public async Task A_mistake_of_a_called_runbook_that_is_not_open_is_shown_there_until_it_is_corrected()
    {
        await using var editor = await Editor.StartAsync();
        editor.Save("blocks/called.yaml", Called.Replace("params.to", "params.too", StringComparison.Ordinal));
        editor.Show("caller.yaml", Caller);
        Assert.Contains(await editor.Client.DiagnosticsAsync(editor.PathOf("blocks/called.yaml")), one => (string?)one!["code"] == "RB0203");

        editor.Save("blocks/called.yaml", Called);

        await editor.Client.MessageAsync(message => (string?)message["params"]?["uri"] == editor.UriOf("blocks/called.yaml") && message["params"]!["diagnostics"]!.AsArray().Count == 0);
    }

    [Fact]
    public async Task A_parameter_is_renamed_with_the_arguments_of_those_who_call_its_runbook()
    {
        await using var editor = await Editor.StartAsync(new() { ["workspace"] = new JsonObject { ["workspaceEdit"] = new JsonObject { ["documentChanges"] = true } } });
        editor.Save("caller.yaml", Caller[Editor.Head.Length..]);
        editor.SaveText("forward.yaml", Editor.Head.Replace("title: Small", "title: Small, rollback: blocks/called.yaml", StringComparison.Ordinal)
            + "parameters: {to: {type: string}}\nsteps:\n  - id: a\n    run: echo {{ params.to }}\n");
        var place = editor.Show("blocks/called.yaml", Editor.Head + Called.Replace("params.to", "params.t‸o", StringComparison.Ordinal));

        var prepared = await editor.AskAsync("prepareRename", (JsonObject)place.DeepClone());
        place["newName"] = "target";
        var edit = await editor.AskAsync("rename", place);

        Assert.Equal("to", (string?)prepared!["placeholder"]);
        var changes = edit!["documentChanges"]!.AsArray().ToDictionary(change => (string)change!["textDocument"]!["uri"]!, change => change!);
        Assert.Equal(2, changes.Count);
        Assert.Contains("with: {target: ", editor.Applied("caller.yaml", changes[editor.UriOf("caller.yaml")]["edits"]!.AsArray()));
        Assert.Contains("parameters: {target: {type", editor.Applied("blocks/called.yaml", changes[editor.UriOf("blocks/called.yaml")]["edits"]!.AsArray()));
        Assert.Equal(1, (int?)changes[editor.UriOf("blocks/called.yaml")]["textDocument"]!["version"]);
        // What is bound by name alone is not renamed, but told.
        var told = await editor.Client.MessageAsync(message => (string?)message["method"] == "window/showMessage");
        Assert.StartsWith("forward.yaml has a parameter `to` too", (string?)told["params"]!["message"]);
    }

    [Fact]
    public async Task A_place_is_explained_completed_listed_and_refused_as_the_language_says()
    {
        await using var editor = await Editor.StartAsync();
        editor.Save("blocks/called.yaml", Called);
        var hover = await editor.AskAsync("hover", editor.Show("caller.yaml", Caller.Replace("call: blocks/", "call: blo‸cks/", StringComparison.Ordinal)));
        var parameters = await editor.AskAsync("completion", editor.Show("caller.yaml", Caller.Replace("params.context", "params.‸", StringComparison.Ordinal)));
        var paths = await editor.AskAsync("completion", editor.Show("caller.yaml", Caller.Replace("call: blocks/called.yaml", "call: ‸", StringComparison.Ordinal)));
        var place = editor.Show("caller.yaml", Caller.Replace("steps.use.out", "steps.u‸se.out", StringComparison.Ordinal));
        var references = await editor.AskAsync("references", With(place, "context", new JsonObject { ["includeDeclaration"] = true }));
        var highlights = await editor.AskAsync("documentHighlight", (JsonObject)place.DeepClone());
        var outline = await editor.AskAsync("documentSymbol", (JsonObject)place.DeepClone());
        var refusal = await Assert.ThrowsAsync<LanguageServerException>(() => editor.AskAsync("rename", With(place, "newName", "not good")));
        var called = await editor.AskAsync("references", With(editor.Show("blocks/called.yaml", Editor.Head + Called.Replace("{to:", "{‸to:", StringComparison.Ordinal)), "context", new JsonObject { ["includeDeclaration"] = false }));

        Assert.Contains("- `result`: `string`", (string?)hover!["contents"]!["value"]);
        Assert.Equal("context", (string?)Assert.Single(parameters!["items"]!.AsArray())!["label"]);
        Assert.Equal("blocks/called.yaml", (string?)Assert.Single(paths!["items"]!.AsArray())!["textEdit"]!["newText"]);
        Assert.Equal([5, 9], references!.AsArray().Select(one => (int)one!["range"]!["start"]!["line"]!));
        Assert.Equal(2, highlights!.AsArray().Count);
        Assert.Equal(["context", "use", "show"], outline!.AsArray().Select(one => (string?)one!["name"]));
        Assert.Contains("cannot be a name here", refusal.Message);
        Assert.Equal([editor.UriOf("blocks/called.yaml"), editor.UriOf("caller.yaml")], called!.AsArray().Select(one => (string?)one!["uri"]).Order());
    }

    [Fact]
    public async Task Formatting_changes_only_the_lines_that_are_not_canonical()
    {
        await using var editor = await Editor.StartAsync();
        var parameters = editor.Show("a.yaml", Editor.Head + "steps:\n  - run:   date\n    id: a\n  - id: b\n    run: date\n");

        var edits = (await editor.AskAsync("formatting", (JsonObject)parameters.DeepClone()))!.AsArray();

        Assert.Equal(Editor.Head + "steps:\n  - id: a\n    run: date\n  - id: b\n    run: date\n", editor.Applied("a.yaml", edits));
        Assert.All(edits, edit => Assert.InRange((int)edit!["range"]!["end"]!["line"]!, 4, 6));
        editor.Show("a.yaml", Editor.Head + "steps: [\n");
        Assert.Contains("correct this first", (await Assert.ThrowsAsync<LanguageServerException>(() => editor.AskAsync("formatting", parameters))).Message);
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: ConfigMap\n")]
    [InlineData("apiVersion: meshrunbook/v1\nkind: RunbookTest\n")]
    [InlineData("context: west\n")]
    [InlineData("")]
    public async Task Of_files_that_are_no_runbooks_nothing_is_said(string text)
    {
        await using var editor = await Editor.StartAsync();
        var place = editor.Show("other.yaml", text);

        Assert.Empty(await editor.DiagnosticsAsync("other.yaml"));
        Assert.Null(await editor.AskAsync("hover", (JsonObject)place.DeepClone()));
        Assert.Null(await editor.AskAsync("completion", place));
    }

    [Fact]
    public async Task However_broken_a_text_is_the_server_answers_on()
    {
        await using var editor = await Editor.StartAsync();
        var text = await File.ReadAllTextAsync(Repository.At("runbooks", "distribute-root.yaml"));
        var random = new Random(5);
        for (var i = 0; i < 40; i++)
        {
            var (from, length) = (random.Next(text.Length), random.Next(60));
            var broken = text[..from] + (i % 3 == 0 ? "{{ [" : i % 3 == 1 ? "\u0000\t'" : "") + text[Math.Min(text.Length, from + length)..];
            var place = editor.Show("a.yaml", broken.Insert(Math.Min(from, broken.Length), "‸"));
            foreach (var feature in (string[])["hover", "completion", "definition", "documentSymbol"]) await editor.AskAsync(feature, (JsonObject)place.DeepClone());
        }

        var place2 = editor.Show("a.yaml", Editor.Head + "steps:\n  - id: a\n    ru‸n: date\n");
        Assert.NotNull(await editor.AskAsync("hover", place2));
        Assert.Empty(await editor.DiagnosticsAsync("a.yaml"));
        Assert.DoesNotContain(editor.Client.Messages, message => (string?)message["method"] == "window/logMessage");
        Assert.Equal(0, await editor.Client.EndAsync());
    }

    private static JsonObject With(JsonObject place, string key, JsonNode value)
    {
        var parameters = (JsonObject)place.DeepClone();
        parameters[key] = value;
        return parameters;
    }
}

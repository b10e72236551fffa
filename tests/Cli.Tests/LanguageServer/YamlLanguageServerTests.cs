using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests.LanguageServer;

/// <summary>
/// The schema, as an editor's YAML language server reads it: the real one, at the version that tests/Editor pins. It finds the schema
/// by the first line of a runbook, and reaches no network.
/// </summary>
public sealed class YamlLanguageServerTests
{
    private const string Server = "node_modules/yaml-language-server/bin/yaml-language-server";

    private const string Head = "# yaml-language-server: $schema=../schemas/runbook.v1.schema.json\n" + Editor.Head;

    private static readonly string Folder = Repository.At("runbooks");

    [Fact]
    public async Task The_schema_completes_keys_explains_them_and_marks_those_that_are_wrong()
    {
        await using var client = await StartAsync();
        client.Open(Path.Combine(Folder, "keys.yaml"), Head + "steps:\n  - id: a\n    run: date\n    \n");
        client.Open(Path.Combine(Folder, "wrong.yaml"), Head + "steps:\n  - id: a\n    run: date\n    timeuot: 5m\n  - id: b\n    wait: {rollout: namespace/shop}\n");

        var keys = await client.AskAsync("textDocument/completion", At("keys.yaml", 7, 4));
        var kind = await client.AskAsync("textDocument/hover", At("keys.yaml", 6, 5));
        var condition = await client.AskAsync("textDocument/hover", At("wrong.yaml", 9, 12));
        var wrong = Assert.Single(await client.DiagnosticsAsync(Path.Combine(Folder, "wrong.yaml")))!;

        var timeout = Assert.Single(keys!["items"]!.AsArray(), item => (string?)item!["label"] == "timeout")!;
        Assert.StartsWith("End what the step does when this time has passed", (string?)(timeout["documentation"] as JsonValue ?? timeout["documentation"]?["value"]));
        Assert.DoesNotContain(keys["items"]!.AsArray(), item => (string?)item!["label"] is "run" or "id" or "forEach");
        Assert.Contains("The command, split into words as a shell would", (string?)kind!["contents"]!["value"]);
        Assert.Contains("A workload such as deployment/web", (string?)condition!["contents"]!["value"]);
        Assert.Contains("timeuot", (string?)wrong["message"]);
        Assert.Equal("{\"start\":{\"line\":7,\"character\":4},\"end\":{\"line\":7,\"character\":11}}", wrong["range"]!.ToJsonString());
    }

    [Fact]
    public async Task The_schema_finds_nothing_wrong_with_any_shipped_runbook()
    {
        await using var client = await StartAsync();
        var files = Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Where(file => File.ReadLines(file).First().Contains("$schema=", StringComparison.Ordinal)).ToList();
        foreach (var file in files) client.Open(file, await File.ReadAllTextAsync(file));

        foreach (var file in files) Assert.True((await client.DiagnosticsAsync(file)) is [], file);
        Assert.True(files.Count >= 26, $"only {files.Count} files name their schema");
    }

    private static async Task<LanguageClient> StartAsync()
    {
        var program = Repository.At("artifacts", "editor", Server);
        Assert.True(File.Exists(program), "the YAML language server is missing: run tools/setup --tests");
        var client = LanguageClient.Start("node", [program, "--stdio"], Repository.Root, new Dictionary<string, string?>());
        client.Answers = (method, parameters) => method == "workspace/configuration"
            ? new JsonArray([.. parameters!["items"]!.AsArray().Select(item => (string?)item!["section"] == "yaml" ? Settings() : null)])
            : null;
        await client.InitializeAsync(Repository.Root, new()
        {
            ["workspace"] = new JsonObject { ["configuration"] = true },
            ["textDocument"] = new JsonObject { ["hover"] = new JsonObject { ["contentFormat"] = new JsonArray("markdown") } },
        });
        return client;
    }

    /// <summary>As an editor sets it, but for the catalogue of schemas, which would be asked for over the network.</summary>
    private static JsonObject Settings() => new JsonObject
    {
        ["schemaStore"] = new JsonObject { ["enable"] = false }, ["validate"] = true, ["hover"] = true, ["completion"] = true,
    };

    private static JsonObject At(string name, int line, int character) => new()
    {
        ["textDocument"] = new JsonObject { ["uri"] = LanguageClient.Uri(Path.Combine(Folder, name)) },
        ["position"] = new JsonObject { ["line"] = line, ["character"] = character },
    };
}

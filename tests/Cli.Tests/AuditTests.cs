using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

/// <summary>What somebody changes in a run's folder afterwards is found and named.</summary>
public sealed class AuditTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    private string Folder => Path.Combine(_workplace.State, "runs", _workplace.Run);

    private string JournalPath => Path.Combine(Folder, "journal.jsonl");

    [Fact]
    public async Task A_run_that_nobody_has_touched_is_whole()
    {
        await ExecuteAsync();

        var text = await _workplace.ExpectAsync(0, "audit");
        var json = await _workplace.AskAsync("audit");

        Assert.Contains($"whole: run {_workplace.Run}, ", text.Output);
        Assert.Contains($"digest of event {Lines().Count}: {json["digest"]}", text.Output);
        Assert.True((bool)json["whole"]!);
        Assert.Empty(json["findings"]!.AsArray());
        await _workplace.ExpectAsync(0, "audit", "--expect", ((string)json["digest"]!)[..16]);
    }

    [Fact]
    public async Task A_changed_removed_added_moved_or_unreadable_event_is_named()
    {
        await ExecuteAsync();
        var lines = Lines();
        var at = lines.FindIndex(line => line.Contains("\"stepFinished\",\"address\":\"one\"", StringComparison.Ordinal));
        var changed = lines[at].Replace("\"exitCode\":0", "\"exitCode\":7", StringComparison.Ordinal);

        await FoundAsync([.. lines[..at], changed, .. lines[(at + 1)..]], "changed", at + 1, at + 1, "stepFinished", "one");
        await FoundAsync([.. lines[..at], .. lines[(at + 1)..]], "removed", at + 1, at + 1, null, null);
        await FoundAsync([.. lines[..at], lines[at], changed, .. lines[(at + 1)..]], "added", at + 1, at + 2, "stepFinished", "one");
        await FoundAsync([.. lines[..at], lines[at + 1], lines[at], .. lines[(at + 2)..]], "moved", at + 1, at + 2, "stepFinished", "one");
        await FoundAsync([.. lines[..at], "nonsense", .. lines[(at + 1)..]], "unreadable", null, at + 1, null, null);
        await FoundAsync([.. lines[..^1], lines[^1].Replace("runFinished", "runFinished\",\"x\":\"", StringComparison.Ordinal)], "changed", lines.Count, lines.Count, "runFinished", null);
        await FoundAsync(lines[..^2], "cut off", lines.Count - 1, null, null, null);
    }

    [Fact]
    public async Task Where_nothing_else_anchors_the_end_a_digest_that_was_written_down_shows_that_it_is_gone()
    {
        await ExecuteAsync();
        var digest = (string)(await _workplace.AskAsync("audit"))["digest"]!;
        File.Delete(Path.Combine(Folder, "journal.end.json"));
        File.WriteAllLines(JournalPath, Lines()[..^2]);

        var without = await _workplace.ExpectAsync(0, "audit");
        var with = await _workplace.ExpectAsync(1, "audit", "--expect", digest);
        var misuse = await _workplace.ExpectAsync(2, "audit", "--expect", "57");

        Assert.Contains("note: nothing tells whether events followed event", without.Output);
        Assert.Contains($"unexpected: no event has the digest {digest}", with.Output);
        Assert.Contains("`57` is no digest", misuse.Error);
    }

    [Theory]
    [InlineData("sources/000-small.yaml", "text", "the pinned text of small.yaml was changed")]
    [InlineData("run.json", "record", "the run's record was changed")]
    [InlineData("sources/index.json", "text", "the list of pinned texts was changed")]
    public async Task A_changed_text_or_record_is_named(string file, string kind, string what)
    {
        await ExecuteAsync();
        File.AppendAllText(Path.Combine(Folder, file), "\n");

        var text = await _workplace.ExpectAsync(1, "audit");
        var json = await FindingsAsync();

        Assert.Contains($"{kind}: {what}", text.Output);
        Assert.Contains("  help: ", text.Output);
        Assert.Equal(kind, (string?)json[0]!["finding"]);
    }

    [Fact]
    public async Task A_changed_secret_is_named_without_its_value()
    {
        _workplace.Write("""
            steps:
              - id: one
                run: echo open-sesame
                sensitive: true
                repeatable: true
                outputs: {key: "{{ stdout }}"}
            """);
        await _workplace.ExpectAsync(0, "execute", "small.yaml");
        var whole = await _workplace.ExpectAsync(0, "audit");
        File.WriteAllText(Assert.Single(Directory.GetFiles(Path.Combine(Folder, "secrets"))), "\"open-barley\"");

        var result = await _workplace.ExpectAsync(1, "audit");

        Assert.Contains("whole", whole.Output);
        Assert.Contains("secret: a secret that a step yielded was changed: hmac-sha256:", result.Output);
        Assert.DoesNotContain("open-", result.Shown);
    }

    private async Task ExecuteAsync()
    {
        _workplace.Write("steps:\n  - id: one\n    run: echo one\n    repeatable: true\n  - id: two\n    run: echo two\n    repeatable: true\n");
        await _workplace.ExpectAsync(0, "execute", "small.yaml");
    }

    private List<string> Lines() => [.. File.ReadAllLines(JournalPath)];

    /// <summary>Audits another journal in place of the run's own.</summary>
    private async Task FoundAsync(IReadOnlyList<string> lines, string kind, long? sequence, int? line, string? happened, string? address)
    {
        var own = File.ReadAllText(JournalPath);
        File.WriteAllText(JournalPath, string.Concat(lines.Select(one => one + "\n")));
        var findings = await FindingsAsync();
        File.WriteAllText(JournalPath, own);

        var finding = findings.Select(one => one!).FirstOrDefault(one => (string?)one["finding"] == kind);
        Assert.True(finding is not null, $"nothing {kind} in {findings.ToJsonString()}");
        Assert.Equal((sequence, line, happened, address), ((long?)finding["sequence"], (int?)finding["line"], (string?)finding["event"], (string?)finding["address"]));
        Assert.NotEqual("", (string?)finding["help"]);
        Assert.True(findings.Count == 1, $"more than that: {findings.ToJsonString()}");
    }

    private async Task<JsonArray> FindingsAsync() =>
        JsonNode.Parse((await _workplace.ExpectAsync(1, "audit", "--output", "json")).Output)!["findings"]!.AsArray();
}

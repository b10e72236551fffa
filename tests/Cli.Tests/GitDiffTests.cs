using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

/// <summary>`runbook diff` with sides that come from git.</summary>
public sealed class GitDiffTests(GitRepositoryFolder repository) : IClassFixture<GitRepositoryFolder>
{
    private const string Label = "runbooks/blocks/label.yaml";

    [Theory]
    [InlineData("", "main:runbooks/blocks/label.yaml", "runbooks/blocks/label.yaml")]
    [InlineData("runbooks", "main:./blocks/label.yaml", "blocks/label.yaml")]
    [InlineData("runbooks/blocks", "main:./label.yaml", "work:runbooks/blocks/label.yaml")]
    [InlineData("", "main:runbooks/blocks/label.yaml", ":runbooks/blocks/label.yaml")]
    public async Task A_file_of_a_revision_is_a_side_from_the_top_or_from_here(string folder, string old, string @new)
    {
        var result = await repository.RunAsync(0, folder, "diff", old, @new);

        Assert.Contains("label 1.0.0: 1 change: 1 high", result.Output);
        Assert.Contains("istio.io/rev={{ params.revision }} {+--force+}", result.Output);
    }

    [Fact]
    public async Task A_path_with_spaces_is_a_path()
    {
        var result = await repository.RunAsync(0, "", "diff", "main:with a space/my runbook.yaml", "with a space/my runbook.yaml");
        var folder = await repository.RunAsync(0, "", "diff", "main:with a space", "with a space");

        Assert.Contains("one: timeout: 5m → 1m", result.Output);
        Assert.Contains("one: timeout: 5m → 1m", folder.Output);
    }

    [Fact]
    public async Task Since_the_branch_began_is_told_what_the_branch_did_and_not_what_main_did()
    {
        var runbooks = await RunbooksAsync("diff", "--base", "origin/main");

        Assert.Equal(
            ["runbooks/after.yaml", "runbooks/blocks/label.yaml", "runbooks/fresh.yaml", "runbooks/gone.yaml", "runbooks/release.yaml", "with a space/my runbook.yaml"],
            runbooks.Keys.Select(path => path.Split(" → ")[^1]).Order(StringComparer.Ordinal));
        Assert.Equal("high", (string)runbooks[Label]["risk"]!);
        Assert.Null(runbooks["runbooks/fresh.yaml"]["old"]);
        Assert.Null(runbooks["runbooks/gone.yaml"]["new"]);
        Assert.Empty(runbooks["runbooks/release.yaml"]["changes"]!.AsArray());
    }

    [Fact]
    public async Task A_runbook_whose_file_was_renamed_is_compared_with_itself()
    {
        var runbooks = await RunbooksAsync("diff", "main:runbooks", "runbooks");

        var moved = runbooks["before.yaml → after.yaml"];
        Assert.Equal("none", (string)moved["risk"]!);
    }

    [Fact]
    public async Task What_is_called_is_compared_through_the_call_where_only_the_caller_is_named()
    {
        var result = await repository.RunAsync(1, "", "diff", "work~1:runbooks/release.yaml", "work:runbooks/release.yaml", "--fail-on", "high");

        Assert.Contains("high    ~ move/label: run", result.Output);
    }

    [Fact]
    public async Task Only_what_is_below_a_path_counts_with_a_base_too()
    {
        var spaced = await RunbooksAsync("diff", "--base", "origin/main", "with a space");
        var file = await RunbooksAsync("diff", "--base", "origin/main", Label);

        Assert.Equal(["my runbook.yaml"], spaced.Keys);
        Assert.Equal(["label.yaml"], file.Keys);
    }

    [Fact]
    public async Task A_risk_or_a_version_that_stayed_ends_with_status_1_where_asked_for()
    {
        var high = await repository.RunAsync(1, "", "diff", "--base", "origin/main", "--fail-on", "high");
        await repository.RunAsync(0, "", "diff", "--base", "origin/main", "with a space", "--fail-on", "high");
        var version = await repository.RunAsync(1, "", "diff", "--base", "origin/main", "--require-version-bump");

        Assert.Contains("a destructive command is new: `--force`", high.Output);
        Assert.Contains($"version 1.0.0 of {Label} is too low", version.Output);
    }

    [Fact]
    public async Task With_parameters_it_also_shows_the_command_that_would_be_run()
    {
        var result = await repository.RunAsync(0, "", "diff", "work~1:runbooks/release.yaml", "work:runbooks/release.yaml", "--param", "revision=asm-9");

        Assert.Contains("kubectl label namespace shop istio.io/rev=asm-9 {+--force+}", result.Output);
    }

    [Fact]
    public async Task Of_an_open_run_it_says_whether_it_can_go_on_with_the_new_text()
    {
        await repository.RunAsync(4, "", "execute", "runbooks/release.yaml");

        var result = await repository.RunAsync(0, "", "diff", "main:runbooks", "runbooks", "--runs");

        Assert.Matches(@"run \S+-release-\S+ \(waits for a person\): can go on with the new text", result.Output);
    }

    [Fact]
    public async Task A_revision_that_is_not_there_and_a_path_that_it_does_not_have_are_named()
    {
        var revision = await repository.RunAsync(2, "", "diff", "--base", "origin/nothing");
        var option = await repository.RunAsync(2, "", "diff", "--base=--output=/tmp/x");
        var path = await repository.RunAsync(2, "", "diff", "main:runbooks/nothing.yaml", Label);

        Assert.Contains("there is no revision `origin/nothing`", revision.Error);
        Assert.Contains("a remote's branch is there after `git fetch`", revision.Error);
        Assert.Contains("there is no revision", option.Error);
        Assert.Contains("`main:runbooks/nothing.yaml` is no file and no folder of the repository", path.Error);
    }

    [Fact]
    public async Task Outside_of_a_repository_it_says_so()
    {
        using var elsewhere = new TemporaryFolder();

        var result = await repository.RunAsync(2, elsewhere.Path, "diff", "--base", "main");

        Assert.Contains("this folder is in no git repository", result.Error);
    }

    [Fact]
    public async Task In_a_shallow_clone_it_says_that_it_cannot_know_where_the_branch_began()
    {
        using var elsewhere = new TemporaryFolder();
        await repository.GitAsync("clone", "--quiet", "--depth", "1", "--no-single-branch", "--branch", "work", "file://" + repository.Root, elsewhere["clone"]);

        var result = await repository.RunAsync(0, elsewhere["clone"], "diff", "--base", "origin/main");

        Assert.Contains("note: this clone is shallow", result.Error);
        Assert.Contains("git fetch --unshallow", result.Error);
        Assert.Contains("parameters.revision.default", result.Output);
    }

    private async Task<Dictionary<string, JsonNode>> RunbooksAsync(params string[] words) =>
        JsonNode.Parse((await repository.RunAsync(0, "", [.. words, "--output", "json"])).Output)!["runbooks"]!.AsArray()
            .ToDictionary(one => (string)one!["path"]!, one => one!, StringComparer.Ordinal);
}

using System.Text.RegularExpressions;

namespace MeshRunbook.Cli.Tests;

public sealed partial class HelpTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Every_verb_has_help_with_an_example_and_the_list_has_a_line_for_each()
    {
        var bare = await _workplace.ExpectAsync(0);
        var list = await _workplace.ExpectAsync(0, "--help");

        Assert.Equal(list.Output, bare.Output);
        var verbs = list.Output[list.Output.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1).Select(line => Assert.Single(Verb().Matches(line)).Groups[1].Value).ToList();
        Assert.Superset(
            new HashSet<string> { "validate", "plan", "execute", "resume", "approve", "reject", "rollback", "status", "list", "logs", "rehearse", "schema", "explain", "completion", "audit", "locks" },
            verbs.ToHashSet());
        foreach (var verb in verbs)
            Assert.Contains($"  runbook {verb}", (await _workplace.ExpectAsync(0, verb, "--help")).Output);
    }

    [Theory]
    [InlineData("did you mean `runbook execute`?", "exceute", "small.yaml")]
    [InlineData("runbook --help", "frobnicate")]
    [InlineData("did you mean `--param`?", "execute", "small.yaml", "--pram", "a=b")]
    [InlineData("did you mean `--param`?", "execute", "--pram", "a=b", "small.yaml")]
    [InlineData("did you mean `--output`?", "status", "--ouput", "json")]
    [InlineData("did you mean `--output`?", "list", "--ouput=json")]
    [InlineData("there is no option `-x`", "list", "-x")]
    [InlineData("runbook execute --help", "execute", "small.yaml", "extra")]
    [InlineData("text, json", "list", "--output", "yaml")]
    [InlineData("bash, zsh, fish", "completion", "tcsh")]
    [InlineData("runbook completion --help", "completion")]
    public async Task Misuse_is_answered_with_what_to_type(string help, params string[] words)
    {
        var result = await _workplace.ExpectAsync(2, words);

        Assert.Contains(help, result.Error);
        Assert.Equal(2, result.Error.TrimEnd().Split('\n').Length);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Every_code_is_explained()
    {
        var list = await _workplace.ExpectAsync(0, "explain");
        var codes = await _workplace.ExpectAsync(2, "explain", "RB9999");
        var ids = Directory.GetFiles(Repository.At("tests", "Cases"), "diagnostics.txt", SearchOption.AllDirectories)
            .SelectMany(file => Code().Matches(File.ReadAllText(file))).Select(match => match.Value).Distinct().Order().ToList();

        Assert.Contains("there is no diagnostic `RB9999`", codes.Error);
        Assert.True(ids.Count > 40);
        Assert.All(ids, id => Assert.Contains(list.Lines, line => line.StartsWith($"{id}  ", StringComparison.Ordinal)));
        foreach (var id in (string[])[ids[0], ids[^1]])
        {
            var result = await _workplace.ExpectAsync(0, "explain", id.ToLowerInvariant());
            Assert.StartsWith($"{id}: ", result.Output);
            Assert.True(result.Lines.Count > 1, $"{id} has no explanation");
        }
    }

    [Fact]
    public async Task The_schema_is_the_one_that_is_kept()
    {
        var result = await _workplace.ExpectAsync(0, "schema");

        Assert.Equal(File.ReadAllText(Repository.At("schemas", "runbook.v1.schema.json")), result.Output);
    }

    [Fact]
    public async Task The_completion_for_bash_is_valid_and_completes_verbs_and_options()
    {
        var script = await _workplace.ExpectAsync(0, "completion", "bash");
        _workplace.Folder.Write("completion", script.Output);
        _workplace.Folder.Write("try", $$"""
            set -eu
            PATH="{{Path.GetDirectoryName(Programs.Runbook)}}:$PATH"
            . ./completion
            try() { COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _runbook; echo "${COMPREPLY[*]}"; }
            try runbook exe
            try runbook execute small.yaml --para
            """);

        await using var checking = Bash("-n", "completion");
        var check = await checking.EndAsync();
        await using var trying = Bash("try");
        var result = await trying.EndAsync();

        Assert.True(check.ExitCode == 0, check.Shown);
        Assert.True(result.ExitCode == 0, result.Shown);
        Assert.Equal(["execute", "--param --params"], result.Lines);
    }

    [Theory]
    [InlineData("zsh", "#compdef runbook")]
    [InlineData("fish", "complete -c runbook")]
    public async Task Other_shells_are_completed_too(string shell, string begins) =>
        Assert.StartsWith(begins, (await _workplace.ExpectAsync(0, "completion", shell)).Output);

    private RunningProgram Bash(params string[] words) => RunningProgram.Start("bash", words, _workplace.Folder.Path, _workplace.Environment);

    [GeneratedRegex(@"^  ([a-z]+)\S*( \S+)*  +\S")]
    private static partial Regex Verb();

    [GeneratedRegex("RB[0-9]{4}")]
    private static partial Regex Code();
}

using YamlDotNet.RepresentationModel;

namespace MeshRunbook.Cli.Tests;

/// <summary>The workflow and the hooks that the README shows work as they stand there.</summary>
public sealed class CiExampleTests(GitRepositoryFolder repository) : IClassFixture<GitRepositoryFolder>
{
    private static readonly string Readme = File.ReadAllText(Repository.At("README.md"));

    /// <summary>What the checks of the workflow say of a branch that adds `--force`, in the order in which they stand there.</summary>
    [Fact]
    public async Task The_workflow_says_what_is_wrong_with_a_branch()
    {
        var steps = ((YamlSequenceNode)Example("workflows/runbooks.yaml")["jobs"]["check"]["steps"]).Cast<YamlMappingNode>().ToList();
        var commands = steps.Where(step => step.Children.ContainsKey("run")).Select(step => (string)step["run"]!).ToList();
        var summary = repository["summary.md"];

        var results = new List<ProgramResult>();
        foreach (var command in commands.Where(command => command.StartsWith("runbook ", StringComparison.Ordinal)))
            results.Add(await repository.ShellAsync(command, ("GITHUB_BASE_REF", "main"), ("GITHUB_STEP_SUMMARY", summary)));

        Assert.Equal([0, 1, 1, 0, 1], results.Select(result => result.ExitCode));
        Assert.Contains(" are valid", results[0].Output);
        Assert.StartsWith("::error file=runbooks/", results[1].Output);
        Assert.Contains("🔴 high", await File.ReadAllTextAsync(summary));
        Assert.Contains("::warning file=runbooks/fresh.yaml,line=5,endLine=5,title=not reached by a test::one\n", results[2].Output);
        Assert.Contains("title=high risk::", results[4].Output);
        Assert.Equal("0", (string)steps[0]["with"]["fetch-depth"]!);
    }

    [Fact]
    public async Task The_hooks_run_and_fail_only_where_something_is_wrong()
    {
        var hooks = ((YamlSequenceNode)((YamlSequenceNode)Example("pre-commit-config.yaml")["repos"])[0]["hooks"]).Cast<YamlMappingNode>().ToList();

        foreach (var hook in hooks)
        {
            foreach (var key in (string[])["id", "name", "entry", "language", "files"]) Assert.NotEmpty((string)hook[key]!);
            var result = await repository.ShellAsync((string)hook["entry"]!);
            Assert.True(result.ExitCode == 0, $"{hook["entry"]}: {result.Shown}");
        }

        // A hook that has changed files fails in pre-commit itself, which is how it asks for a look.
        var changed = await repository.GitAsync("diff", "--name-only");
        Assert.Contains("runbooks/release.yaml", changed.Lines);
        await repository.GitAsync("checkout", "--quiet", ".");
    }

    private static YamlNode Example(string name)
    {
        var start = Readme.IndexOf($"```yaml\n# .{(name.StartsWith("pre", StringComparison.Ordinal) ? "" : "github/")}{name}", StringComparison.Ordinal);
        Assert.True(start >= 0, $"the README has no example {name}");
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Readme[(start + "```yaml\n".Length)..Readme.IndexOf("\n```\n", start, StringComparison.Ordinal)]));
        return yaml.Documents[0].RootNode;
    }
}

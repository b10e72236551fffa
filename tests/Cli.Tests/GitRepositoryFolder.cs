namespace MeshRunbook.Cli.Tests;

/// <summary>
/// A git repository of a branch with work on it: a called block gets `--force`, one runbook is renamed, one is gone, one is new, and one
/// whose path has spaces waits longer. Meanwhile main went on.
/// </summary>
public sealed class GitRepositoryFolder : IAsyncLifetime
{
    private const string Head = "apiVersion: meshrunbook/v1\nkind: Runbook\nmetadata: {name: NAME, version: 1.0.0, title: A runbook}\n";

    private readonly Workplace _workplace = new();

    public GitRepositoryFolder()
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[
            ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_AUTHOR_NAME", "a"), ("GIT_AUTHOR_EMAIL", "a@b"),
            ("GIT_COMMITTER_NAME", "a"), ("GIT_COMMITTER_EMAIL", "a@b")])
            _workplace.Environment[name] = value;
    }

    /// <summary>The top of the work tree.</summary>
    public string Root => _workplace.Folder["repository"];

    public string this[string path] => Path.Combine(Root, path);

    public async ValueTask InitializeAsync()
    {
        Write("runbooks/release.yaml", "release", """
            parameters: {revision: {type: string, default: r1, description: The revision}}
            steps:
              - {id: ask, approve: {title: Go on?}}
              - {id: move, call: blocks/label.yaml, with: {revision: "{{ params.revision }}"}}
            """);
        Write("runbooks/blocks/label.yaml", "label", """
            parameters: {revision: {type: string, description: The revision}}
            steps:
              - {id: label, repeatable: true, run: "kubectl label namespace shop istio.io/rev={{ params.revision }}"}
            """);
        _workplace.Folder.Write("repository/runbooks/release.test.yaml", """
            apiVersion: meshrunbook/v1
            kind: RunbookTest
            runbook: release.yaml
            commands:
              - run: kubectl label *
            tests:
              - name: it is moved once somebody has approved
                gates: {ask: approve}
                expect: {steps: [ask, move/label]}
              - name: a rejection changes nothing
                gates: {ask: reject}
                expect: {status: rejected, commands: []}

            """);
        Write("runbooks/before.yaml", "moved", "steps:\n  - {id: one, run: \"true\"}\n");
        Write("runbooks/gone.yaml", "gone", "steps:\n  - {id: one, run: \"true\"}\n");
        Write("with a space/my runbook.yaml", "spaced", "steps:\n  - {id: one, run: \"true\", timeout: 5m}\n");
        await GitAsync("init", "--quiet", "--initial-branch", "main");
        await CommitAsync("main");
        await GitAsync("switch", "--quiet", "--create", "work");
        Edit("runbooks/blocks/label.yaml", "}}\"}", "}} --force\"}");
        Edit("with a space/my runbook.yaml", "5m", "1m");
        Write("runbooks/fresh.yaml", "fresh", "steps:\n  - {id: one, run: \"true\"}\n");
        await GitAsync("mv", "runbooks/before.yaml", "runbooks/after.yaml");
        await GitAsync("rm", "--quiet", "runbooks/gone.yaml");
        await CommitAsync("work");
        await GitAsync("switch", "--quiet", "main");
        Edit("runbooks/release.yaml", "default: r1", "default: r2");
        await CommitAsync("main goes on");
        await GitAsync("update-ref", "refs/remotes/origin/main", "main");
        await GitAsync("switch", "--quiet", "work");
    }

    public ValueTask DisposeAsync()
    {
        _workplace.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the program somewhere in the repository, or in a folder named by its full path.</summary>
    internal Task<ProgramResult> RunAsync(int exitCode, string folder, params string[] words) =>
        Workplace.ExpectAsync(RunningProgram.Start(Programs.Runbook, words, this[folder], _workplace.Environment), exitCode, words);

    /// <summary>Runs a line of a shell at the top of the repository, in which `runbook` is the program under test.</summary>
    /// <param name="variables">Set beside the others.</param>
    internal async Task<ProgramResult> ShellAsync(string line, params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string?>(_workplace.Environment)
        {
            ["PATH"] = $"{Path.GetDirectoryName(Programs.Runbook)}:{Environment.GetEnvironmentVariable("PATH")}",
        };
        foreach (var (name, value) in variables) environment[name] = value;
        await using var program = RunningProgram.Start("bash", ["-euo", "pipefail", "-c", line], Root, environment);
        return await program.EndAsync();
    }

    internal Task<ProgramResult> GitAsync(params string[] words) =>
        Workplace.ExpectAsync(RunningProgram.Start("git", words, Directory.CreateDirectory(Root).FullName, _workplace.Environment), 0, words);

    private async Task CommitAsync(string message)
    {
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", message);
    }

    private void Write(string path, string name, string body) =>
        _workplace.Folder.Write(Path.Combine("repository", path), Head.Replace("NAME", name, StringComparison.Ordinal) + body);

    private void Edit(string path, string before, string after)
    {
        var text = File.ReadAllText(this[path]);
        Assert.Contains(before, text);
        File.WriteAllText(this[path], text.Replace(before, after, StringComparison.Ordinal));
    }
}

using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

/// <summary>A folder of its own with runbooks and a state folder, in which the program `runbook` is used as people use it.</summary>
internal sealed class Workplace : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private const string Head = """
        apiVersion: meshrunbook/v1
        kind: Runbook
        metadata: {name: NAME, version: 1.0.0, title: A small runbookMORE}

        """;

    public Workplace()
    {
        Directory.CreateDirectory(Folder["home"]);
        Environment["HOME"] = Folder["home"];
        Environment["RUNBOOK_STATE"] = State;
        Environment["RUNBOOK_MESHSIM"] = Programs.Meshsim;
        foreach (var name in (string[])["XDG_STATE_HOME", "NO_COLOR", "CI", "SUDO_USER"]) Environment[name] = null;
        Environment["TERM"] = "xterm-256color";
    }

    public TemporaryFolder Folder { get; } = new();

    public string State => Folder["state"];

    /// <summary>Variables for the program; null takes one away.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>The id of the only run.</summary>
    public string Run => Path.GetFileName(Assert.Single(Directory.GetDirectories(Path.Combine(State, "runs"))));

    /// <summary>The journal of the only run.</summary>
    public string Journal => File.ReadAllText(Path.Combine(State, "runs", Run, "journal.jsonl"));

    /// <summary>What steps have appended to the file `trace`.</summary>
    public string[] Trace => File.Exists(Folder["trace"]) ? File.ReadAllLines(Folder["trace"]) : [];

    /// <summary>Writes a runbook.</summary>
    /// <param name="body">All that follows the metadata.</param>
    /// <param name="metadata">More of the metadata, such as `rollback: back.yaml`.</param>
    public string Write(string body, string name = "small", string metadata = "")
    {
        var head = Head.Replace("NAME", name, StringComparison.Ordinal)
            .Replace("MORE", metadata.Length == 0 ? "" : ", " + metadata, StringComparison.Ordinal);
        Folder.Write($"{name}.yaml", head + body);
        return $"{name}.yaml";
    }

    public void Touch(string name) => Folder.Write(name, "");

    public RunningProgram Start(params string[] words) => RunningProgram.Start(Programs.Runbook, words, Folder.Path, Environment);

    /// <summary>Somebody else at the same state folder.</summary>
    public Task<ProgramResult> AsAsync(string person, int exitCode, params string[] words) =>
        ExpectAsync(RunningProgram.Start(Programs.Runbook, words, Folder.Path, new Dictionary<string, string?>(Environment) { ["SUDO_USER"] = person }), exitCode, words);

    /// <summary>Runs the program to its end, which must be with this exit status.</summary>
    public Task<ProgramResult> ExpectAsync(int exitCode, params string[] words) => ExpectAsync(Start(words), exitCode, words);

    /// <summary>Awaits the end of the program, which must be with this exit status. No user ever sees a trace.</summary>
    public static async Task<ProgramResult> ExpectAsync(RunningProgram program, int exitCode, params string[] words)
    {
        await using (program)
        {
            var result = await program.EndAsync();
            Assert.True(exitCode == result.ExitCode, $"runbook {string.Join(' ', words)}\nended with {result.ExitCode}, not {exitCode}:\n{result.Shown}");
            foreach (var trace in (string[])["   at ", "Unhandled exception", "Exception:"]) Assert.DoesNotContain(trace, result.Shown);
            return result;
        }
    }

    /// <summary>What the program prints as JSON.</summary>
    public async Task<JsonNode> AskAsync(params string[] words) => JsonNode.Parse((await ExpectAsync(0, [.. words, "--output", "json"])).Output)!;

    /// <summary>Waits for something that another process does.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        using var patience = new CancellationTokenSource(Limit);
        while (!holds())
        {
            Assert.False(patience.IsCancellationRequested, $"it never came to this: {what}");
            await Task.Delay(Pause);
        }
    }

    public Task FileAsync(string name) => UntilAsync(() => File.Exists(Folder[name]), $"a file `{name}`");

    public void Dispose() => Folder.Dispose();
}

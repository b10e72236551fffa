[assembly: AssemblyFixture(typeof(MeshRunbook.Browser.Tests.Material))]

namespace MeshRunbook.Browser.Tests;

/// <summary>What is looked at, made by the built program once for all tests.</summary>
public sealed class Material : IAsyncLifetime
{
    private const string Hostile = """
        apiVersion: meshrunbook/v1
        kind: Runbook
        metadata: {name: hostile, version: 1.0.0, title: Averyveryverylongtitleofonewordthatnobodywouldwritebutthatsomebodycouldandthathastobebrokensomewhere}
        parameters: {long: {type: string, default: "WORD", description: "WORD"}}
        steps:
          - {id: say, title: "<b>WORD</b>", repeatable: true, shell: "echo WORD; printf '%s\\n' some lines that were printed"}
          - id: outer
            forEach: "{{ ['a', 'b'] }}"
            as: item
            steps:
              - id: inner
                forEach: "{{ ['WORD', 'short'] }}"
                as: deep
                steps: [{id: run, repeatable: true, run: "echo {{ item }} {{ deep }}"}]
          - {checkpoint: half}
          - {id: look, verify: {that: "{{ true }}"}}
          - {id: break, title: A step that fails and says much about it, repeatable: true, shell: "echo WORD >&2; exit 3"}
          - {id: after, run: "true"}
        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>
    /// The report of a rehearsal in which two clusters change their root of trust. The run is recorded, because a rehearsal takes its time:
    /// `runbook rehearse Rehearsal/two-clusters.yaml --scenario Rehearsal/scenario.yaml --state Recorded` made it.
    /// </summary>
    public string Mesh => _folder["mesh.html"];

    /// <summary>The report of a run that failed, full of words that are too long.</summary>
    public string Failed => _folder["failed.html"];

    /// <summary>The graph of the whole migration.</summary>
    public string Graph => _folder["graph.svg"];

    public async ValueTask InitializeAsync() => await Task.WhenAll(MeshAsync(), FailedAsync(), GraphAsync());

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The report of that name.</summary>
    public string Report(string name) => name == nameof(Mesh) ? Mesh : Failed;

    private async Task MeshAsync() =>
        await RunAsync(0, "report", "--state", Repository.At("tests", "Browser.Tests", "Recorded"), "--file", Mesh);

    private async Task FailedAsync()
    {
        var runbook = _folder.Write("hostile.yaml", Hostile.Replace("WORD", new string('w', 180), StringComparison.Ordinal));
        await RunAsync(1, "execute", runbook);
        await RunAsync(0, "report", "--file", Failed);
    }

    private async Task GraphAsync() =>
        await File.WriteAllTextAsync(Graph, (await RunAsync(0, "graph", Repository.At("runbooks", "mesh-ca-migration.yaml"))).Output);

    private async Task<ProgramResult> RunAsync(int exitCode, params string[] words)
    {
        var environment = new Dictionary<string, string?> { ["RUNBOOK_STATE"] = _folder["state"], ["NO_COLOR"] = "1" };
        await using var program = RunningProgram.Start(Program(), words, _folder.Path, environment);
        var result = await program.EndAsync();
        Assert.True(result.ExitCode == exitCode, $"runbook {string.Join(' ', words)} ended with {result.ExitCode}:\n{result.Shown}");
        return result;
    }

    private static string Program() => Environment.GetEnvironmentVariable("RUNBOOK_PROGRAM") is { Length: > 0 } told
        ? Path.GetFullPath(told, Repository.Root)
        : Repository.At("artifacts", "runbook");
}

using System.Diagnostics;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Execution.Store;
using MeshRunbook.Storage;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>What is rehearsed again and again.</summary>
/// <param name="Before">How many runs come before the rehearsed one.</param>
internal sealed record Setting(string Runbook, string Scenario, string? Answers, int Before)
{
    public IReadOnlyList<string> Words =>
        ["rehearse", Runbook, "--scenario", Scenario, .. Answers is null ? Array.Empty<string>() : ["--answers", Answers]];
}

/// <summary>A rehearsal on a mesh of its own, whose engine is a process that dies at crash points and is resumed until it ends.</summary>
internal sealed class CrashedRehearsal : IAsyncDisposable
{
    private const int LastLines = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Setting _setting;
    private readonly SimulatedMesh _mesh;
    private readonly string _folder;
    private readonly Dictionary<string, CrashPoint> _points;
    private readonly Action<CrashPoint> _died;
    private readonly List<CrashPoint> _dead = [];

    private CrashedRehearsal(Setting setting, SimulatedMesh mesh, IReadOnlyList<CrashPoint> points, Action<CrashPoint> died)
    {
        _setting = setting;
        _mesh = mesh;
        _folder = Directory.CreateTempSubdirectory("meshrunbook-crashes-").FullName;
        _points = points.ToDictionary(point => point.Name);
        _died = died;
    }

    private string State => Path.Combine(_folder, "state");

    private string Log => Path.Combine(_folder, "log");

    private string Report => Path.Combine(_folder, "report");

    /// <summary>Carries it out.</summary>
    /// <param name="points">Where the engine dies, whichever comes first; those that come too soon after another are left.</param>
    /// <param name="died">Told of each death.</param>
    public static async Task<Course> RunAsync(Setting setting, IReadOnlyList<CrashPoint> points, Action<CrashPoint> died, CancellationToken cancellation)
    {
        await using var rehearsal = new CrashedRehearsal(setting, await SimulatedMesh.StartAsync(setting.Scenario), points, died);
        return await rehearsal.RunAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    private async Task<Course> RunAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var initial = await _mesh.StateAsync();
        var status = await EngineAsync([.. _setting.Words, "--state", State], cancellation);
        while (TakeDeath() is { } run) status = await EngineAsync(["resume", run, "--state", State], cancellation);
        var end = MeshPicture.Of(initial, await SettledAsync(cancellation));
        var snapshot = await RehearsedAsync() ?? throw Refusal.Refused($"the rehearsal did not come to its run: {LastWords()}", $"read all of it: {Log}");
        return new(
            _dead, status, LastWords(), end, Mutation.Read(await _mesh.MutationsAsync()), await snapshot.Run.ReadAsync(CancellationToken.None), await snapshot.StateAsync(), _folder);
    }

    /// <summary>An engine from its start to its end or death; its exit status.</summary>
    private async Task<int> EngineAsync(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var assignment = Path.Combine(_folder, "assignment.json");
        new Assignment(_mesh.Folder, _mesh.ProcessId, Report, _points.Values.ToDictionary(point => point.Name, point => (int)point.Delay.TotalMilliseconds)).Save(assignment);
        var start = new ProcessStartInfo(Environment.ProcessPath!, words) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Assignment.Variable] = assignment;
        using var engine = Process.Start(start)!;
        await using var ending = cancellation.Register(engine.Kill);
        engine.StandardInput.Close();
        await using (var log = new FileStream(Log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        await using (var errors = new FileStream(Log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            await Task.WhenAll(engine.StandardOutput.BaseStream.CopyToAsync(log, CancellationToken.None), engine.StandardError.BaseStream.CopyToAsync(errors, CancellationToken.None));
        await engine.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return engine.ExitCode;
    }

    /// <summary>The run whose engine has died since this was last asked, or null where it ended by itself.</summary>
    private string? TakeDeath()
    {
        var deaths = File.Exists(Report) ? File.ReadAllLines(Report) : [];
        if (deaths.Length == _dead.Count) return null;
        var (run, name) = deaths[^1].Split(' ', 2) is [var first, var second] ? (first, second) : throw new UnreachableException();
        _points.Remove(name, out var point);
        _dead.Add(point!);
        _died(point!);
        return run;
    }

    /// <summary>The mesh's state once it does not change any more.</summary>
    private async Task<string> SettledAsync(CancellationToken cancellation)
    {
        var since = Stopwatch.StartNew();
        var state = await _mesh.StateAsync();
        while (true)
        {
            await Task.Delay(Pause, cancellation);
            var later = await _mesh.StateAsync();
            if (later == state || since.Elapsed > Patience) return later;
            state = later;
        }
    }

    /// <summary>The rehearsed run, not one of those before it; null where it did not come to it.</summary>
    private async Task<Snapshot?> RehearsedAsync()
    {
        var store = new FileRunStore(State, TimeProvider.System);
        foreach (var record in (await store.ListAsync(CancellationToken.None)).OrderByDescending(record => record.StartedAt))
            if (await store.OpenAsync(record.Id, CancellationToken.None) is { } run && Note.Of(run)?.Position == _setting.Before
                && await Snapshot.ReadAsync(run) is { Last: not null } snapshot) return snapshot;
        return null;
    }

    private string LastWords() => File.Exists(Log) ? string.Join('\n', File.ReadAllLines(Log).Where(line => line.Length > 0).TakeLast(LastLines)) : "";
}

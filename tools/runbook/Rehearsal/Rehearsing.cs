using MeshRunbook.Cli.Reporting;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Cli.Running;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.Rehearsal;

/// <summary>Runs a runbook on a simulated mesh as its script says.</summary>
internal sealed class Rehearsing(Wiring wiring, SimulatedMesh mesh, Script script, Note note, string output)
{
    /// <summary>The mesh before the run that is taken back.</summary>
    public const string Original = "original";

    /// <summary>The mesh before the rehearsed run.</summary>
    public const string Before = "before";

    /// <summary>Where to write the run's report, or null.</summary>
    public string? ReportFile { get; init; }

    /// <summary>Does what comes before, then the run itself, and says what came of it.</summary>
    public Task<int> RunAsync()
    {
        mesh.Enter();
        return RunAsync(0, null);
    }

    /// <summary>Goes on with a rehearsal whose engine died, on the mesh that it left behind.</summary>
    public static async Task<int> ResumeAsync(Wiring wiring, Note note, IRun run, string output, Func<IPeople, Task<RunEnd>> resume)
    {
        await using var mesh = SimulatedMesh.Find(note.Folder, note.ProcessId) ?? throw Refusal.Refused(
            $"run {run.Record.Id} was a rehearsal, and its simulated mesh is gone", "rehearse again");
        mesh.Enter();
        var script = Script.Read(note.Scenario, section: true);
        if (note.Answers is { } answers) script = script.Overruled(Script.Read(answers, section: false));
        var prelude = note.Position < script.Before.Count ? script.Before[note.Position] : null;
        // A refusal leaves the mesh as it is: another engine may be at work on it.
        mesh.Stays = true;
        var end = await resume(new ScriptedPeople(prelude?.Answers ?? script.Answers, () => run));
        mesh.Stays = false;
        await KeepReportAsync(mesh, run);
        if (prelude is null) return await new Outcome(mesh, script.Expect, output).SayAsync(end, run);
        if (!IsDone(prelude, end)) return new Outcome(mesh, script.Expect, output).SayUnfinished(end, run);
        var takenBack = prelude.IsTakenBack ? run : note.TakenBack is { } id ? await wiring.Store.OpenAsync(id, CancellationToken.None) : null;
        return await new Rehearsing(wiring, mesh, script, note, output).RunAsync(note.Position + 1, takenBack);
    }

    private async Task<int> RunAsync(int position, IRun? takenBack)
    {
        foreach (var (index, prelude) in script.Before.Index().Skip(position))
        {
            if (prelude.IsTakenBack && script.Expect.Restored) await mesh.RememberAsync(Original);
            if (output == "text") Console.Out.WriteLine($"before: {prelude.Runbook}");
            var (ended, run) = await StartAsync(prelude.Runbook, Inputs(prelude.Parameters), prelude.Answers, null, At(index, takenBack));
            if (!IsDone(prelude, ended)) return new Outcome(mesh, script.Expect, output).SayUnfinished(ended, run);
            if (prelude.IsTakenBack) takenBack = run;
        }

        if (script.Expect.Unchanged) await mesh.RememberAsync(Before);
        var inputs = Inputs(script.Parameters);
        if (takenBack is not null) inputs = inputs with { Recorded = (await Forward.OfAsync(takenBack, inputs)).Values() };
        var (end, main) = await StartAsync(note.Runbook, inputs, script.Answers, takenBack?.Record.Id, At(script.Before.Count, takenBack));
        var status = await new Outcome(mesh, script.Expect, output).SayAsync(end, main);
        if (ReportFile is { } file)
        {
            var written = Reporting.ReportFile.Write(await ReportBuilder.BuildAsync(await Snapshot.ReadAsync(main)), "html", file);
            if (output == "text") Console.Out.WriteLine($"report: {written}");
        }

        return status;
    }

    private Note At(int position, IRun? takenBack) => note with { Position = position, TakenBack = takenBack?.Record.Id };

    private static bool IsDone(Prelude prelude, RunEnd end) =>
        end.Outcome is RunOutcome.Succeeded || (end.Outcome is RunOutcome.Rejected && prelude.IsTakenBack);

    private async Task<(RunEnd End, IRun Run)> StartAsync(
        string runbook, Inputs inputs, IReadOnlyList<(string, bool)> answers, string? rollbackOf, Note here)
    {
        var compilation = RunbookFile.Load(runbook);
        var bound = await inputs.BindAsync(compilation.Plan!);
        IRun? made = null;
        var (end, run) = await Start.RunAsync(wiring, compilation, bound, Display.For(output, waits: false, wiring.Time), rollbackOf, new()
        {
            People = new ScriptedPeople(answers, () => made),
            // Two rehearsals at a time have two meshes, and no real cluster is theirs.
            LockPrefix = $"rehearsal {mesh.Folder} ",
            Made = it =>
            {
                made = it;
                here.Save(it);
            },
        });
        await KeepReportAsync(mesh, run);
        return (end, run);
    }

    /// <summary>Keeps with the run what the prober saw, for the mesh goes with its rehearsal.</summary>
    private static async Task KeepReportAsync(SimulatedMesh mesh, IRun run)
    {
        try
        {
            ProberReport.Keep(run, await mesh.ReportAsync());
        }
        catch (Refusal)
        {
            // Where the mesh has died, what the run's own checks saw is all there is.
        }
    }

    private Inputs Inputs(string parameters)
    {
        var text = parameters.Replace("${dir}", mesh.Folder, StringComparison.Ordinal);
        return new([], []) { Recorded = text.Length == 0 ? [] : [new ParameterFile(new SourceText("rehearsal parameters", text), note.Scenario)] };
    }
}

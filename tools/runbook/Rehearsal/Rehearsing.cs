using MeshRunbook.Cli.Planning;
using MeshRunbook.Cli.Rehearsal.Crashes;
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

    private readonly Meanwhile _meanwhile = Meanwhile(mesh, script, output);

    /// <summary>Where to write the run's report, or null.</summary>
    public string? ReportFile { get; init; }

    /// <summary>Does what comes before, then the run itself, and says what came of it.</summary>
    public Task<int> RunAsync()
    {
        mesh.Enter();
        return RunAsync(0, null);
    }

    /// <summary>Goes on with a rehearsal whose engine died, on the mesh that it left behind.</summary>
    public static async Task<int> ResumeAsync(Wiring wiring, Note note, IRun run, string output, Func<Surroundings, Task<RunEnd>> resume)
    {
        await using var mesh = Find(note, run);
        var script = ScriptOf(note);
        var prelude = note.Position < script.Before.Count ? script.Before[note.Position] : null;
        // A refusal leaves the mesh as it is: another engine may be at work on it.
        mesh.Stays = true;
        var meanwhile = Meanwhile(mesh, script, output);
        var end = await resume(Surroundings(wiring, script, note.Position, meanwhile, () => run));
        mesh.Stays = note.IsLent;
        mesh.Outlives(false);
        await KeepReportAsync(mesh, run);
        if (prelude is null) return await new Outcome(mesh, script.Expect, meanwhile, output).SayAsync(end, run);
        if (!IsDone(prelude, end)) return new Outcome(mesh, script.Expect, meanwhile, output).SayUnfinished(end, run);
        var takenBack = prelude.IsTakenBack ? run : await TakenBackAsync(wiring, note);
        return await new Rehearsing(wiring, mesh, script, note, output).RunAsync(note.Position + 1, takenBack);
    }

    /// <summary>Starts the run anew, on the same mesh, whose engine died before it had recorded anything.</summary>
    public static async Task<int> BeginAgainAsync(Wiring wiring, Note note, IRun run, string output)
    {
        await using var mesh = Find(note, run);
        mesh.Stays = note.IsLent;
        return await new Rehearsing(wiring, mesh, ScriptOf(note), note, output).RunAsync(note.Position, await TakenBackAsync(wiring, note));
    }

    private static SimulatedMesh Find(Note note, IRun run)
    {
        var mesh = SimulatedMesh.Find(note.Folder, note.ProcessId, note.IsLent) ?? throw Refusal.Refused(
            $"run {run.Record.Id} was a rehearsal, and its simulated mesh is gone", "rehearse again");
        mesh.Enter();
        return mesh;
    }

    private static Script ScriptOf(Note note) => Script.Read(note.Scenario, note.Answers);

    private static async Task<IRun?> TakenBackAsync(Wiring wiring, Note note) =>
        note.TakenBack is { } id ? await wiring.Store.OpenAsync(id, CancellationToken.None) : null;

    /// <summary>Who answers in a run, and, in the rehearsed one, when its engine dies.</summary>
    private static Surroundings Surroundings(Wiring wiring, Script script, int position, Meanwhile meanwhile, Func<IRun?> run)
    {
        if (position < script.Before.Count) return new() { People = new ScriptedPeople(script.Before[position].Answers, run) };
        var surroundings = new Surroundings
        {
            People = new ScriptedPeople(script.Answers, run),
            LongestWait = step => script.Patience.TryGetValue(step.Text, out var longest) ? longest : null,
            Around = real => new EventfulRun(real, meanwhile),
        };
        if (Assignment.Given is not { } assignment) return surroundings;
        var trigger = new CrashTrigger(assignment);
        return surroundings with
        {
            Commands = new MortalCommands(wiring.Commands, trigger),
            Around = real => new MortalRun(surroundings.Around(real), trigger),
        };
    }

    private static Meanwhile Meanwhile(SimulatedMesh mesh, Script script, string output) => new(
        mesh, script.Meanwhile, script.Expect.Since, line =>
        {
            if (output == "text") Console.Out.WriteLine(line);
        });

    private async Task<int> RunAsync(int position, IRun? takenBack)
    {
        foreach (var (index, prelude) in script.Before.Index().Skip(position))
        {
            if (prelude.IsTakenBack && script.Expect.Restored) await mesh.RememberAsync(Original);
            if (output == "text") Console.Out.WriteLine($"before: {prelude.Runbook}");
            var (ended, run) = await StartAsync(prelude.Runbook, Inputs(prelude.Parameters), null, At(index, takenBack));
            if (!IsDone(prelude, ended)) return new Outcome(mesh, script.Expect, _meanwhile, output).SayUnfinished(ended, run);
            if (prelude.IsTakenBack) takenBack = run;
        }

        if (script.Expect.Unchanged && script.Meanwhile.Count == 0 && script.Expect.Since is null)
        {
            await mesh.RememberAsync(Before);
            await mesh.MarkAsync();
        }

        var inputs = Inputs(script.Parameters);
        if (takenBack is not null) inputs = inputs with { Recorded = (await Forward.OfAsync(takenBack, inputs)).Values() };
        var (end, main) = await StartAsync(note.Runbook, inputs, takenBack?.Record.Id, At(script.Before.Count, takenBack));
        var status = await new Outcome(mesh, script.Expect, _meanwhile, output).SayAsync(end, main);
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

    private async Task<(RunEnd End, IRun Run)> StartAsync(string runbook, Inputs inputs, string? rollbackOf, Note here)
    {
        var compilation = RunbookFile.Load(runbook);
        var bound = await inputs.BindAsync(compilation.Plan!);
        SavedPlanFile? planned = null;
        if (note.IsPlanned)
        {
            planned = SavedPlanFile.Write(Path.Combine(mesh.Folder, "run.plan"), await new PlanMaking(wiring).MakeAsync(compilation, bound, inputs.Files));
            (compilation, bound) = await new PlanCheck(wiring, planned).CheckAsync(inputs.Recorded);
        }

        IRun? made = null;
        var (end, run) = await Start.RunAsync(wiring, compilation, bound, Display.For(output, waits: false, wiring.Time), rollbackOf, Surroundings(wiring, script, here.Position, _meanwhile, () => made) with
        {
            // Two rehearsals at a time have two meshes, and no real cluster is theirs.
            LockPrefix = $"rehearsal {mesh.Folder} ",
            Made = it =>
            {
                made = it;
                here.Save(it);
                mesh.Outlives(true);
            },
        }, planned);
        mesh.Outlives(false);
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

using System.CommandLine;
using MeshRunbook.Cli.Planning;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Execution.Planning;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook plan`: what a run would do and what the probes say now; can be saved, and then carried out as it is.</summary>
internal static class PlanVerb
{
    private const string Help = "Show what a run would do: how many commands, what takes something away, what is left out, what is known only during the run, "
        + "and what the probes say now. Nothing is changed.\n\n"
        + "With -o the plan is saved, with the clusters and tools that it rests on, and `runbook execute FILE` does exactly that, once, or is refused with what "
        + "has changed. No secret stands in it.\n\n"
        + "Example:\n  runbook plan distribute-root.yaml --params production.yaml -o monday.plan\n  runbook plan monday.plan --expand\n  runbook execute monday.plan";

    public static Command Create()
    {
        var runbook = new Argument<string>("runbook") { Description = "The runbook's YAML file, or a saved plan to be shown again" };
        var param = SharedOptions.Param();
        var files = SharedOptions.Params();
        var expand = new Option<bool>("--expand") { Description = "Every step with its command, script, questions and probe" };
        var save = new Option<string?>("--out", "-o") { Description = "Save the plan in this file, for `runbook execute FILE`", HelpName = "FILE" };
        var silent = new Option<bool>("--no-probe") { Description = "Do not ask the probes" };
        var state = SharedOptions.State();
        var output = SharedOptions.Output(null);
        var command = new Command("plan", Help) { runbook, param, files, expand, save, silent, state, output };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(runbook);
            var inputs = new Inputs(parsed.GetValue(param) ?? [], parsed.GetValue(files) ?? []) { Prompts = true };
            var (shows, asks, place) = (new Showing(parsed.GetValue(expand), parsed.GetRequiredValue(output)), !parsed.GetValue(silent), parsed.GetValue(save));
            if (!SavedPlanFile.IsThere(path)) return RunAsync(path, inputs, asks, place, parsed.GetRequiredValue(state), shows);
            if (inputs.Texts.Count + inputs.Files.Count > 0 || place is not null || !asks)
                throw Refusal.Usage($"`{path}` is a saved plan, which is only shown again", "leave out --param, --params, --no-probe and -o; or name the runbook to plan anew");
            var saved = SavedPlanFile.Read(path);
            shows.Show(saved.Plan, saved);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static async Task<int> RunAsync(string path, Inputs inputs, bool asks, string? place, string state, Showing shows)
    {
        if (place is not null && !asks) throw Refusal.Usage("a saved plan holds what the probes say", "leave out --no-probe, or -o");
        if (place is not null) SavedPlanFile.CheckPlace(place);
        var compilation = RunbookFile.Load(path);
        var bound = await inputs.BindAsync(compilation.Plan!);
        await using var wiring = new Wiring(state);
        var plan = await new PlanMaking(wiring, asks, LooksAround: place is not null).MakeAsync(compilation, bound, inputs.Files);
        var wrong = plan.Steps.FirstOrDefault(step => step.Problem is not null);
        var saved = place is null || wrong is not null ? null : SavedPlanFile.Write(place, plan);
        shows.Show(plan, saved);
        return wrong is null ? ExitCode.Done : throw Refusal.Invalid($"`{wrong.Address}`: {wrong.Problem}", "correct the runbook or its parameters");
    }

    private sealed record Showing(bool Expands, string Output)
    {
        public void Show(SavedPlan plan, SavedPlanFile? saved)
        {
            if (Output == "json")
            {
                Console.Out.WriteLine(PlanJson.Of(plan, saved?.Digest).ToJsonString(Json.Readable));
                return;
            }

            foreach (var line in PlanText.Lines(plan, Expands)) Console.Out.WriteLine(line);
            if (saved is not null)
            {
                Console.Out.WriteLine($"\nsaved plan {saved.Digest[..16]}, made {plan.MadeAt.ToLocalTime():yyyy-MM-dd HH:mm:ss} by {plan.MadeBy}");
                Console.Out.WriteLine($"carry it out: runbook execute {Words.CommandLine([saved.Path])}");
            }

            if (!Expands) Console.Out.WriteLine($"{(saved is null ? "\n" : "")}every step with its command: add --expand");
        }
    }
}

using MeshRunbook.Cli.Diffs;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Cli.Running;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Planning;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Planning;

/// <summary>Holds the world to a saved plan before it is carried out: whatever is not as it was then is a reason to refuse.</summary>
internal sealed class PlanCheck(Wiring wiring, SavedPlanFile file)
{
    private SavedPlan Plan => file.Plan;

    /// <summary>The runbook and its parameters, the secret ones given again.</summary>
    /// <param name="again">Values that are given again beside those of files and of the environment.</param>
    /// <exception cref="Refusal">The plan was carried out already, or something is not as it was.</exception>
    public async Task<(Compilation Compilation, BoundParameters Bound)> CheckAsync(IReadOnlyList<GivenValue>? again = null)
    {
        CheckPlaces();
        await file.RefuseIfAppliedAsync(wiring.Store);
        var compilation = CheckTexts();
        var bound = await BindAsync(compilation.Plan!, again ?? []);
        var now = await new PlanMaking(wiring).MakeAsync(compilation, bound, Plan.ParameterFiles, Plan);
        if (Staleness.Of(Plan, now) is [var first, ..] differences)
            throw new Refusal(ExitCode.Refused, $"the plan `{file.Path}` is stale: {Printable.Lines(first.What)}{(differences.Length > 1 ? $", and {Words.Count(differences.Length - 1, "more difference")}" : "")}", PlanAgain())
            {
                Details = string.Join('\n', differences.SelectMany(Lines)),
            };
        return (compilation, bound);
    }

    private void CheckPlaces()
    {
        if (Plan.StateFolder != wiring.Folder)
            throw Refusal.Refused(
                $"the plan `{file.Path}` was made for the runs in {Plan.StateFolder}, and those in {wiring.Folder} do not tell whether it was carried out",
                $"say so: runbook execute {Words.CommandLine([file.Path])} --state {Words.CommandLine([Plan.StateFolder])}; or plan again");
        if (Plan.WorkingFolder != Environment.CurrentDirectory)
            throw Refusal.Refused(
                $"the plan `{file.Path}` was made in the folder {Plan.WorkingFolder}, from which its relative paths count",
                $"go there first: cd {Words.CommandLine([Plan.WorkingFolder])}");
    }

    private Compilation CheckTexts()
    {
        var name = Plan.Texts[0].Name;
        if (!File.Exists(name)) throw Stale($"the runbook `{name}` is gone", "");
        var compilation = RunbookFile.Compile(name);
        var now = compilation.ToPin().Select(Start.Pinned).ToDictionary(text => text.Name, text => text.Sha256, StringComparer.Ordinal);
        var changed = Plan.Texts.Where(text => now.GetValueOrDefault(text.Name) != text.Sha256).Select(text => text.Name)
            .Concat(now.Keys.Except(Plan.Texts.Select(text => text.Name))).ToList();
        if (changed.Count == 0 && compilation.Plan is not null) return compilation;
        if (changed.Count == 0) throw Stale($"this version of runbook does not take the runbook `{name}`", DiagnosticRenderer.Render(compilation.Diagnostics));
        var message = $"{string.Join(", ", changed.Select(text => $"`{text}`"))} {(changed.Count == 1 ? "was" : "were")} changed since it was made";
        throw compilation.Plan is null
            ? Stale($"{message}, and the runbook has mistakes now", DiagnosticRenderer.Render(compilation.Diagnostics))
            : Stale(message, string.Join('\n', Differences(compilation.Plan)));
    }

    /// <summary>What has changed in meaning; of the rollback where the runbook itself is what it was.</summary>
    private IEnumerable<string> Differences(Plan now)
    {
        var then = PinnedSources.Compile(Plan.Texts, Plan.Texts[0]).Plan;
        if (then is null) return [];
        var (oldRollback, newRollback) = (Rollback(then, new PinnedSources(Plan.Texts)), Rollback(now, new DiskSources()));
        var difference = Difference.Of(then, now, oldRollback, newRollback);
        if (difference.Changes.IsEmpty && oldRollback is not null && newRollback is not null && oldRollback.Digest != newRollback.Digest)
            difference = Difference.Of(oldRollback, newRollback);
        return DiffText.Lines(difference);
    }

    private static Plan? Rollback(Plan plan, Language.Text.ISources sources) =>
        plan.Rollback is { Length: > 0 } path && sources.Open(plan.Source, path) is { } text ? Language.RunbookCompiler.Compile(text, sources).Plan : null;

    /// <summary>As they would be bound now: what files and variables say now, but where a person had given a value by hand.</summary>
    private async Task<BoundParameters> BindAsync(Plan plan, IReadOnlyList<GivenValue> again)
    {
        var recorded = Plan.Parameters.Entries.Where(entry => !entry.Value.HasSecret()).Select(entry => new RecordedValue(entry.Key, entry.Value, "the plan"));
        var files = Plan.ParameterFiles.Where(File.Exists).ToList();
        var inputs = new Inputs([], files) { Recorded = [.. recorded, .. again], Prompts = true };
        BoundParameters bound;
        try
        {
            bound = await inputs.BindAsync(plan);
        }
        catch (Refusal refusal)
        {
            var missing = ParameterBinding.Bind(plan, inputs.Given()).Missing.FirstOrDefault(parameter => parameter.IsSecret);
            throw new Refusal(ExitCode.Refused, $"the plan `{file.Path}` cannot be carried out: {refusal.Message}", missing is null ? PlanAgain() : GiveAgain(missing)) { Details = refusal.Details };
        }

        return bound with
        {
            Values = new([.. bound.Values.Entries.Select(entry => KeyValuePair.Create(
                entry.Key, Plan.GivenByHand.Contains(entry.Key) && Plan.Parameters[entry.Key] is { } given && !given.HasSecret() ? given : entry.Value))]),
        };
    }

    private static string GiveAgain(Parameter secret) =>
        $"secrets do not stand in a plan; give them again: in the files of parameters that it was made with, or as {ParameterBinding.EnvironmentPrefix}{secret.Name} in the environment";

    private Refusal Stale(string message, string details) => new(ExitCode.Refused, $"the plan `{file.Path}` is stale: {message}", PlanAgain()) { Details = details };

    private string PlanAgain() =>
        $"look at what changed, and plan again: runbook plan {Words.CommandLine([Plan.Texts[0].Name, .. Plan.ParameterFiles.SelectMany(path => new[] { "--params", path }), .. ByHand(), "-o", file.Path])}";

    private IEnumerable<string> ByHand() => Plan.GivenByHand.Where(name => Plan.Parameters[name] is { } value && !value.HasSecret())
        .SelectMany(name => new[] { "--param", $"{name}={ValueText.Of(Plan.Parameters[name]!)}" });

    private static IEnumerable<string> Lines(PlanDifference difference)
    {
        yield return Screen.Yellow($"stale: {Printable.Lines(difference.What)}");
        yield return $"  then: {Printable.Lines(difference.Then)}";
        yield return $"  now:  {Printable.Lines(difference.Now)}";
    }
}

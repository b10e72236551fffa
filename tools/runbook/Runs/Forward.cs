using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Cli.Runs;

/// <summary>A run that is to be taken back, with what it has recorded.</summary>
internal sealed class Forward
{
    private readonly IRun _run;
    private readonly RunState _state;

    private Forward(IRun run, RunState state)
    {
        _run = run;
        _state = state;
    }

    public string Id => _run.Record.Id;

    public static async Task<Forward> OfAsync(IRun run, Inputs inputs)
    {
        var plan = await PinnedSources.PlanOfAsync(run);
        var vault = new Vault(Convert.FromBase64String(run.Record.DigestKey), run.ReadSecret);
        foreach (var secret in (await Secrets.AgainAsync(plan, run.Record, inputs with { Texts = [] })).Entries) vault.Add(secret.Value);
        var state = new RunState(plan, new RunFacts(run.ArtifactsFolder, vault));
        await state.CatchUpAsync(run, CancellationToken.None);
        return new(run, state);
    }

    /// <summary>The rollback runbook as it was when the run started.</summary>
    /// <exception cref="Refusal">The runbook names none.</exception>
    public async Task<Compilation> RollbackAsync()
    {
        var plan = _state.Plan;
        if (plan.Rollback is not { } path)
            throw Refusal.Refused($"`{plan.Name}` has no rollback runbook", "its metadata names none under `rollback`; take the run back by hand, or with a runbook of your own");
        var sources = await _run.SourcesAsync(CancellationToken.None);
        var name = DiskSources.NameOf(plan.Source, path);
        var pinned = sources.FirstOrDefault(source => source.Name == name)
            ?? throw Refusal.Refused($"run {Id} has not pinned its rollback runbook `{path}`", $"execute `{path}` by itself, with the parameters that it asks for");
        return PinnedSources.Compile(sources, pinned) is { Plan: not null } compilation
            ? compilation
            : throw Refusal.Refused($"`{path}`, as run {Id} has pinned it, is not valid for this version of runbook", "go on with the version that started the run");
    }

    /// <summary>What the rollback's parameters can be: the run's outputs so far win over its parameters.</summary>
    public IReadOnlyList<GivenValue> Values() =>
    [
        .. Named(_state.Parameters, $"the parameters of run {Id}"),
        .. Named(StepOutputs.SoFar(_state), $"the outputs of run {Id}"),
    ];

    private static IEnumerable<GivenValue> Named(MapValue values, string origin) =>
        values.Entries.Select(entry => new RecordedValue(entry.Key, entry.Value, origin));
}

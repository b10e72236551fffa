using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Planning;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Running;

/// <summary>
/// Works on one run: carries out what <see cref="Next"/> says is due, and records what happened. The caller holds the run,
/// and the run's lock, for as long as this works.
/// </summary>
public sealed partial class Runner
{
    // A probe may be a process of its own, and the cluster's API server limits how often it is asked.
    internal const int ProbesAtATime = 8;

    private readonly IRun _run;
    private readonly RunnerPorts _ports;
    private readonly EngineIdentity _engine;
    private readonly Masker _masker;
    private readonly Recorder _recorder;
    private PlannedSteps? _planned;

    private Runner(IRun run, RunState state, RunnerPorts ports, EngineIdentity engine, Masker masker)
    {
        _run = run;
        State = state;
        ports = ports with { Watcher = new MaskedWatcher(ports.Watcher, masker) };
        _ports = ports;
        _engine = engine;
        _masker = masker;
        _recorder = new(run, state, masker, ports.Watcher, engine.Actor);
        _desk = new(run, state, ports, _reports.Writer);
    }

    /// <summary>The run as far as it has come.</summary>
    public RunState State { get; }

    /// <summary>Secret parameters that the run was started with and whose values are not given, or are not the same.</summary>
    public ImmutableArray<string> MissingSecrets => State.Started is not { } started
        ? []
        : [.. started.Parameters.Entries.Where(entry => Vault.DigestsIn(entry.Value).Any(State.Facts.Secrets.Missing.Contains))
            .Select(entry => entry.Key)];

    /// <summary>Reads the run. <paramref name="secrets"/> are the values of its secret parameters, which the journal lacks.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    /// <exception cref="JournalException">The journal was changed, or is not this runbook's.</exception>
    public static async Task<Runner> OpenAsync(
        Plan plan, IRun run, RunnerPorts ports, EngineIdentity engine, MapValue secrets, CancellationToken cancellation)
    {
        var vault = new Vault(Convert.FromBase64String(run.Record.DigestKey), run.ReadSecret);
        foreach (var secret in secrets.Entries) vault.Add(secret.Value);
        return await OpenAsync(new RunState(plan, new RunFacts(run.ArtifactsFolder, vault)), run, ports, engine, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads what has happened in the run since <paramref name="state"/>.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    /// <exception cref="JournalException">The journal was changed, or is not this runbook's.</exception>
    public static async Task<Runner> OpenAsync(
        RunState state, IRun run, RunnerPorts ports, EngineIdentity engine, CancellationToken cancellation)
    {
        await state.CatchUpAsync(run, cancellation).ConfigureAwait(false);
        var masker = new Masker();
        foreach (var secret in state.Facts.Secrets.Known) masker.Add(secret);
        return new Runner(run, state, ports, engine, masker);
    }

    /// <summary>
    /// Asks the probes of the steps since the last checkpoint again, a few at a time. A step that is listed has drifted, or its
    /// probe cannot tell: before the run is resumed a person decides on what has drifted, to have it done again
    /// (<see cref="Decision.Retry"/>) or to accept what is (<see cref="Decision.MarkDone"/>).
    /// </summary>
    public async Task<ImmutableArray<Drifted>> FindDriftAsync(CancellationToken cancellation)
    {
        var asked = State.SinceCheckpoint.Select(step => (Step: step, Questions.Of(step.Step.Probe!, step).Question))
            .Where(ask => ask.Question is not null).ToList();
        foreach (var (_, question) in asked) _masker.AddSecretsIn(question!.Arguments);
        var answers = new Answer[asked.Count];
        var limit = new ParallelOptions { MaxDegreeOfParallelism = ProbesAtATime, CancellationToken = cancellation };
        await Parallel.ForAsync(0, asked.Count, limit, async (i, token) =>
            answers[i] = await _ports.Conditions.AskAsync(asked[i].Question!, token).ConfigureAwait(false)).ConfigureAwait(false);
        return
        [
            .. asked.Zip(answers).Where(pair => pair.Second.Verdict != Verdict.Holds)
                .Select(pair => new Drifted(pair.First.Step, _recorder.Masked(pair.Second))),
        ];
    }

    /// <summary>Begins a run whose journal is empty, and works on it until it ends or must be let go.</summary>
    /// <param name="soft">Cancelled: nothing new starts, what runs may finish. The run can be resumed.</param>
    /// <param name="hard">Cancelled: what runs is ended as well.</param>
    /// <exception cref="StoreException">Events can no longer be recorded; everything that ran has been ended.</exception>
    public async Task<RunEnd> StartAsync(Beginning beginning, CancellationToken soft, CancellationToken hard)
    {
        if (beginning.Parameters.Entries.FirstOrDefault(entry => Masker.IsTooShort(entry.Value)).Key is { } tooShort)
            return new(RunOutcome.Failed, $"the secret `{tooShort}` is shorter than {Masker.Shortest} characters, so it could not be masked", State);
        _masker.AddSecretsIn(beginning.Parameters);
        var record = _run.Record;
        var digests = _run.Digests();
        await _recorder.RecordAsync(new RunStarted(
            record.Id, record.Runbook, record.Version, State.Plan.Digest, beginning.Parameters, beginning.Lock,
            beginning.RollbackOf, beginning.Teams, digests.Record, digests.Texts, beginning.SavedPlan)).ConfigureAwait(false);
        return await TakeUpAsync([], soft, hard).ConfigureAwait(false);
    }

    /// <summary>
    /// Goes on with a run. Steps that failed are tried again unless <paramref name="decisions"/> says otherwise; steps in
    /// doubt are probed first.
    /// </summary>
    public async Task<RunEnd> ResumeAsync(ImmutableArray<StepDecided> decisions, CancellationToken soft, CancellationToken hard)
    {
        if (State.Finished is not null) return new(RunOutcome.Succeeded, null, State);
        if (State.Started is null)
            return new(RunOutcome.Failed, "the run was interrupted before it began; execute the runbook again", State);
        return await TakeUpAsync(decisions, soft, hard).ConfigureAwait(false);
    }

    private async Task<RunEnd> TakeUpAsync(ImmutableArray<StepDecided> decisions, CancellationToken soft, CancellationToken hard)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(hard);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(soft, ending.Token);
        _stopping = stopping.Token;
        _ending = ending.Token;
        try
        {
            await _recorder.RecordAsync(new EngineStarted(_engine.Host, _engine.ProcessId, _engine.Version)).ConfigureAwait(false);
            _planned = await PlannedSteps.OfAsync(_run, State, _stopping).ConfigureAwait(false);
            if (!await OutlastRemainsAsync().ConfigureAwait(false))
                return await StopAsync(StopReason.Interrupted, "the run was stopped").ConfigureAwait(false);
            await DecideAsync(decisions).ConfigureAwait(false);
            using var wake = _stopping.Register(() => _reports.Writer.TryWrite(Report.Nothing));
            return await WorkAsync().ConfigureAwait(false);
        }
        finally
        {
            // Nothing outlives the engine: also where the journal cannot be written, running commands are ended.
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(_attempts.Values).ConfigureAwait(false);
            await _desk.CloseAsync().ConfigureAwait(false);
        }
    }

    private async Task DecideAsync(ImmutableArray<StepDecided> decisions)
    {
        foreach (var decision in decisions) await _recorder.RecordAsync(decision).ConfigureAwait(false);
        foreach (var step in State.Failed.ToList())
            await _recorder.RecordAsync(new StepDecided(step.Address, Decision.Retry, "the run was resumed")).ConfigureAwait(false);
    }
}

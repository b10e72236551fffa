using System.Collections.Concurrent;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>What has happened in a run so far: the fold of its events over its plan. Only <see cref="Apply"/> changes it.</summary>
public sealed partial class RunState
{
    private readonly Dictionary<string, StepState> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GateState> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<object, Dictionary<string, int>> _indexes = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<StepState> _running = [];
    private readonly HashSet<StepState> _cancelled = [];
    private readonly List<StepState> _inDoubt = [];
    private readonly List<StepState> _failed = [];
    private readonly List<(Address Address, Answer Answer)> _findings = [];
    private readonly List<StepState> _told = [];

    public RunState(Plan plan, RunFacts facts)
    {
        Plan = plan;
        Facts = facts;
        Root = NewBlock(new Block(Address.Root, plan.Steps, new Frame(plan, this, null), null, 0));
    }

    /// <param name="plan">The text that the run follows now.</param>
    public static RunState Fold(Plan plan, RunFacts facts, IEnumerable<Entry> entries)
    {
        var state = new RunState(plan, facts);
        state.TakeAll(entries);
        return state;
    }

    /// <summary>Takes in what a journal has beyond what this state knows.</summary>
    /// <exception cref="JournalException">The journal was changed, or the run was moved to another text meanwhile.</exception>
    public async Task CatchUpAsync(IRun run, CancellationToken cancellation)
    {
        if (Sequence == 0 && run.HasLaterSources)
        {
            TakeAll(await run.ReadAsync(cancellation).ConfigureAwait(false));
            return;
        }

        await foreach (var entries in run.EntriesAsync(Sequence, cancellation).ConfigureAwait(false))
        foreach (var entry in entries)
        {
            // The state holds the plan of the text before.
            if (entry.Event is RunbookChanged)
                throw new JournalException(
                    $"run {run.Record.Id} was moved to another text of its runbook just now", $"look at it, and try again: runbook status {run.Record.Id}");
            Apply(entry);
        }
    }

    private void TakeAll(IEnumerable<Entry> entries)
    {
        var (before, after) = FormerText.Split(entries);
        foreach (var entry in before)
            if (Has(entry.Event)) Apply(entry);
        foreach (var entry in after) Apply(entry);
    }

    /// <summary>Held while an event is taken in; whoever reads the state beside the engine at work holds it meanwhile.</summary>
    public Lock Sync { get; } = new();

    public Plan Plan { get; }

    public RunFacts Facts { get; }

    /// <summary>The steps of the runbook itself; what runs inside them hangs below.</summary>
    public Block Root { get; }

    /// <summary>All steps that are known by now, those inside loops and calls from when these are started.</summary>
    public IReadOnlyCollection<StepState> Steps => _steps.Values;

    public IReadOnlyCollection<GateState> Gates => _gates.Values;

    /// <summary>Steps whose attempt is under way.</summary>
    public IReadOnlyCollection<StepState> Running => _running;

    /// <summary>Steps of which it is not known whether they did their work.</summary>
    public IReadOnlyList<StepState> InDoubt => _inDoubt;

    /// <summary>Steps that failed for good, the innermost ones, in the order in which they failed.</summary>
    public IReadOnlyList<StepState> Failed => _failed;

    /// <summary>The first event; null before it.</summary>
    public RunStarted? Started { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>The one who started the run, as user@host.</summary>
    public string StartedBy { get; private set; } = "";

    /// <summary>The parameters with secrets in clear.</summary>
    public MapValue Parameters { get; private set; } = new([]);

    /// <summary>Why the engine let go of the run; null while one works on it.</summary>
    public RunStopped? Stopped { get; private set; }

    /// <summary>The last event of a run that went through.</summary>
    public RunFinished? Finished { get; private set; }

    /// <summary>Outputs of the finished run with secrets in clear.</summary>
    public MapValue? Outputs { get; private set; }

    /// <summary>The engine that took the run up last.</summary>
    public EngineStarted? Engine { get; private set; }

    public CheckpointReached? LastCheckpoint { get; private set; }

    /// <summary>
    /// Steps since the last checkpoint whose probe held right after them: where it no longer does, somebody has changed
    /// what they did.
    /// </summary>
    public IEnumerable<StepState> SinceCheckpoint
    {
        get
        {
            var checkpoint = LastCheckpoint is { } reached ? Find(reached.Address)!.EndedWith : 0;
            return _steps.Values.Where(step =>
                step is { Status: StepStatus.Succeeded, Probe.Verdict: Verdict.Holds } && step.EndedWith > checkpoint);
        }
    }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The sequence number of the last event.</summary>
    public long Sequence { get; private set; }

    /// <summary>The step at an address, or null while nothing there is known.</summary>
    public StepState? Find(Address address) => _steps.GetValueOrDefault(address.Text);

    /// <summary>The gate at an address: of an approve step, or of a loop's first items.</summary>
    public GateState? FindGate(Address address) => _gates.GetValueOrDefault(address.Text);

    /// <summary>What conditions and probes have said since the last gate was closed.</summary>
    internal IReadOnlyList<(Address Address, Answer Answer)> Findings => _findings;

    /// <summary>Steps whose conditions or probe have been asked, and whose answers no gate behind them has taken in yet. One that was
    /// asked several times may be listed several times.</summary>
    internal IReadOnlyList<StepState> Told => _told;

    internal Dictionary<string, int> IndexOf(IReadOnlyList<StepState> steps, Block block)
    {
        // The items of a loop share their steps, and so one index.
        var key = (object?)block.Owner?.Step ?? Plan;
        if (block.Owner?.Step is ParallelStep) key = block;
        return _indexes.GetOrAdd(key, static (_, steps) => StepIndex.Of(steps), steps);
    }

    internal Evaluated Fact(string name) => name switch
    {
        "id" when Started is { RunId.Length: > 0 } => Value.Of(Started.RunId),
        "startedBy" when Started is not null => Value.Of(StartedBy),
        "runbook" => Value.Of(Started?.Runbook ?? Plan.Name),
        "folder" when Facts.ArtifactsFolder.Length > 0 => Value.Of(Facts.ArtifactsFolder),
        _ => Evaluated.Unknown($"run.{name}"),
    };

    private Block NewBlock(Block block)
    {
        foreach (var step in block.Steps)
        {
            _steps[step.Address.Text] = step;
            var gate = step.Step switch
            {
                ApproveStep approve => new GateState(step.Address, approve.Gate, step),
                ForEachStep { FirstGate: { } first } => new GateState(step.Address.Child("first"), first, step),
                _ => null,
            };
            if (gate is null) continue;
            step.Gate = gate;
            _gates[gate.Address.Text] = gate;
        }

        return block;
    }
}

using System.Diagnostics;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

public sealed partial class RunState
{
    /// <summary>Takes one more event into the state, in constant time for all but the start of a loop.</summary>
    /// <exception cref="JournalException">The event does not fit the plan or what happened before.</exception>
    public void Apply(Entry entry)
    {
        lock (Sync) Take(entry);
    }

    private void Take(Entry entry)
    {
        Sequence = entry.Sequence;
        switch (entry.Event)
        {
            case RunStarted e: Begin(e, entry); break;
            case EngineStarted e: TakeUp(e); break;
            case StepStarted e: StartStep(Known(e.Address), e, entry.Time); break;
            case CommandStarted e: Known(e.Address).Process = new(e.ProcessId, e.StartTicks); break;
            case StepFinished e: FinishStep(Known(e.Address), e, entry.Time); break;
            case StepSkipped e: End(Known(e.Address), StepStatus.Skipped, entry.Time); break;
            case StepProbed e: Probed(Known(e.Address), e); break;
            case StepDecided e: Decide(e, entry.Time); break;
            case LoopExpanded e: Expand(Known(e.Address), e); break;
            case CheckpointReached e: LastCheckpoint = e; End(Known(e.Address), StepStatus.Succeeded, entry.Time); break;
            case GateOpened e: OpenGate(KnownGate(e.Address), e, entry.Time); break;
            case GateAnswered e: Answer(KnownGate(e.Address), e, entry); break;
            case GateClosed e: CloseGate(KnownGate(e.Address), e.End, entry.Time); break;
            case RunbookChanged e: FollowOther(e); break;
            case RunStopped e: Stopped = e; EndedAt = entry.Time; break;
            case RunFinished e: Finish(e, entry.Time); break;
            case LockReleased: break;
            default: throw new UnreachableException();
        }
    }

    private void Begin(RunStarted started, Entry entry)
    {
        Started = started;
        StartedAt = entry.Time;
        StartedBy = entry.Actor;
        Parameters = (MapValue)Facts.Secrets.Open(started.Parameters);
    }

    private void FollowOther(RunbookChanged changed)
    {
        Started = Started! with { Digest = changed.Digest, Version = changed.Version, Parameters = changed.Parameters, Lock = changed.Lock };
        Parameters = (MapValue)Facts.Secrets.Open(changed.Parameters);
    }

    private void TakeUp(EngineStarted engine)
    {
        Engine = engine;
        Stopped = null;
        EndedAt = null;
        foreach (var step in _inDoubt) step.DoubtAnswer = null;
        foreach (var step in _running.Concat(_cancelled).OrderBy(step => step.StartedAt).ToList())
        {
            if (_running.Remove(step)) Count(step, -1);
            // Waits and checks change nothing: they are simply asked again.
            step.Status = step.Step is WaitStep or VerifyStep ? StepStatus.Pending : StepStatus.InDoubt;
            if (step.Status == StepStatus.InDoubt) _inDoubt.Add(step);
        }

        _cancelled.Clear();
    }

    private void StartStep(StepState step, StepStarted started, DateTimeOffset at)
    {
        MarkStarted(step.Block);
        step.Status = StepStatus.Running;
        step.Attempt = started.Attempt;
        step.StartedAt = step.IsComposite ? step.StartedAt ?? at : at;
        step.RetryAt = null;
        step.Error = null;
        step.ExitCode = null;
        step.Process = null;
        step.Command = started.Command;
        if (!step.IsComposite)
        {
            if (_running.Add(step)) Count(step, +1);
        }
        else if (step.Blocks.Count == 0)
        {
            AddBlocks(step);
        }
    }

    private void AddBlocks(StepState step)
    {
        if (step.Step is CallStep call)
            step.Add(NewBlock(new Block(step.Address, call.Callee.Steps, new Frame(call.Callee, this, step), step, 0)));
        if (step.Step is not ParallelStep parallel) return;
        foreach (var branch in parallel.Branches)
            step.Add(NewBlock(new Block(step.Address.Child(branch.Id), branch.Steps, step.Block.Frame, step, step.Blocks.Count)
            {
                Key = branch.Id,
                Title = branch.Title,
            }));
    }

    private void FinishStep(StepState step, StepFinished finished, DateTimeOffset at)
    {
        MarkStarted(step.Block);
        if (_running.Remove(step)) Count(step, -1);
        step.Attempt = Math.Max(step.Attempt, finished.Attempt);
        step.Error = finished.Error;
        step.ExitCode = finished.ExitCode;
        step.Answers = finished.Answers ?? [];
        step.Probe = finished.Probe;
        foreach (var answer in step.Answers) _findings.Add((step.Address, answer));
        if (finished.Probe is { } probe) _findings.Add((step.Address, probe));
        if (step.Answers.Length > 0 || step.Probe is not null) Tell(step);
        switch (finished.Result)
        {
            case StepResult.Succeeded:
                step.Outputs = finished.Outputs is { } outputs ? (MapValue)Facts.Secrets.Open(outputs) : null;
                End(step, StepStatus.Succeeded, at);
                break;
            case StepResult.Failed or StepResult.TimedOut:
                Fail(step, at);
                break;
            case StepResult.Cancelled:
                step.Status = StepStatus.Cancelled;
                step.EndedAt = at;
                _cancelled.Add(step);
                break;
            default: throw new UnreachableException();
        }
    }

    private void Fail(StepState step, DateTimeOffset at)
    {
        step.EndedAt = at;
        step.Failures++;
        if (!step.IsComposite && step.Step.Retry is { } retry && step.Failures < retry.Attempts)
        {
            step.Status = StepStatus.WaitingToRetry;
            step.RetryAt = at + retry.DelayAfter(step.Failures);
            return;
        }

        step.Status = StepStatus.Failed;
        // A composite step fails because of steps inside, which are listed already, or else by itself.
        if (!step.Blocks.Any(block => block.IsFailed)) _failed.Add(step);
        step.Block.IsFailed = true;
        step.Block.Owner?.Loop?.HasFailed(step.Block);
    }

    private void End(StepState step, StepStatus status, DateTimeOffset at)
    {
        MarkStarted(step.Block);
        var wasDone = step.Block.IsDone;
        step.Status = status;
        step.StartedAt ??= at;
        step.EndedAt = at;
        step.EndedWith = Sequence;
        step.RetryAt = null;
        step.Block.Advance();
        if (step.Block.IsDone && !wasDone) step.Block.Owner?.Loop?.Ended(step.Block);
    }

    private void Probed(StepState step, StepProbed probed)
    {
        step.DoubtAnswer = probed.Answer;
        _findings.Add((step.Address, probed.Answer));
        Tell(step);
    }

    private void Tell(StepState step)
    {
        if (_told is not [.., var last] || last != step) _told.Add(step);
    }

    private void Expand(StepState step, LoopExpanded expanded)
    {
        var loop = (ForEachStep)step.Step;
        foreach (var item in expanded.Items)
            step.Add(NewBlock(new Block(step.Address.Item(item.Key), loop.Steps, step.Block.Frame, step, step.Blocks.Count)
            {
                Key = item.Key,
                Item = Facts.Secrets.Open(item.Value),
            }));
        step.Loop = new LoopProgress(step.Blocks, expanded.FirstCount);
    }

    /// <summary>Gives a loop whose items are not known one item without a value: for a look ahead, never for a run.</summary>
    internal void ExpandUnknown(StepState step, string key)
    {
        var loop = (ForEachStep)step.Step;
        step.Add(NewBlock(new Block(new Address($"{step.Address}[{key}]"), loop.Steps, step.Block.Frame, step, 0) { Key = key }));
    }

    private void Finish(RunFinished finished, DateTimeOffset at)
    {
        Finished = finished;
        EndedAt = at;
        Outputs = (MapValue)Facts.Secrets.Open(finished.Outputs);
    }

    /// <summary>Whether the text that the run follows has what an event of the time before speaks of.</summary>
    private bool Has(Event happened) => happened switch
    {
        GateOpened or GateAnswered or GateClosed => FindGate(FormerText.AddressOf(happened)!.Value) is not null,
        LoopExpanded e => Find(e.Address) is { Step: ForEachStep },
        CheckpointReached e => Find(e.Address) is { Step: CheckpointStep },
        StepDecided e => Find(e.Address) is not null || FindGate(e.Address) is not null,
        _ => FormerText.AddressOf(happened) is not { } address || Find(address) is not null,
    };

    private static void MarkStarted(Block block)
    {
        if (block.IsStarted) return;
        block.IsStarted = true;
        block.Owner?.Loop?.Started(block);
    }

    private static void Count(StepState step, int change)
    {
        for (var owner = step.Block.Owner; owner is not null; owner = owner.Block.Owner) owner.Busy += change;
    }

    private StepState Known(Address address) => Find(address)
        ?? throw new JournalException($"the journal speaks of step `{address}` in event {Sequence}, which the runbook does not have", "the run and its texts do not belong together; see what was changed: runbook audit RUN");

    private GateState KnownGate(Address address) => FindGate(address)
        ?? throw new JournalException($"the journal speaks of gate `{address}` in event {Sequence}, which the runbook does not have", "the run and its texts do not belong together; see what was changed: runbook audit RUN");
}

using System.Diagnostics;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Core;

public sealed partial class RunState
{
    private void Decide(StepDecided decided, DateTimeOffset at)
    {
        if (Find(decided.Address) is null && FindGate(decided.Address) is { } gate)
        {
            gate.Reset();
            decided = decided with { Address = gate.Owner.Address };
        }

        var step = Known(decided.Address);
        step.Reason = decided.Reason;
        step.DoubtAnswer = null;
        step.Probe = null;
        _inDoubt.Remove(step);
        _failed.Remove(step);
        Reopen(step);
        if (decided.Decision == Decision.Retry && step.HasEnded) Rewind(step);
        switch (decided.Decision)
        {
            case Decision.Retry: TakeUpAgain(step); break;
            case Decision.MarkDone: End(step, StepStatus.Succeeded, at); break;
            case Decision.Skip: End(step, StepStatus.Skipped, at); break;
            default: throw new UnreachableException();
        }
    }

    private static void TakeUpAgain(StepState step)
    {
        step.Failures = 0;
        step.RetryAt = null;
        step.EndedAt = null;
        step.Status = step.IsComposite && step.StartedAt is not null ? StepStatus.Running : StepStatus.Pending;
        if (step.Gate is { End: GateEnd.Rejected or GateEnd.TimedOut } gate) gate.Reset();
    }

    /// <summary>Whatever failed only because of this step is under way again.</summary>
    private static void Reopen(StepState step)
    {
        for (var at = step; at.Block.IsFailed; at = at.Block.Owner)
        {
            at.Block.IsFailed = false;
            if (at.Block.Owner is not { } owner) return;
            owner.Loop?.Reopened(at.Block);
            if (owner.Status != StepStatus.Failed) return;
            owner.Status = StepStatus.Running;
            owner.EndedAt = null;
            owner.Error = null;
        }
    }

    /// <summary>A step that had ended is to be done once more, and so is whatever had ended because of it.</summary>
    private static void Rewind(StepState step)
    {
        for (var at = step; ; at = at.Block.Owner)
        {
            var wasDone = at.Block.IsDone;
            at.Block.Rewind(at);
            if (at.Block.Owner is not { } owner) return;
            if (wasDone) owner.Loop?.Undone(at.Block);
            if (!owner.HasEnded) return;
            owner.Status = StepStatus.Running;
            owner.EndedAt = null;
        }
    }

    private void OpenGate(GateState gate, GateOpened opened, DateTimeOffset at)
    {
        MarkStarted(gate.Owner.Block);
        var findings = gate.Opened is null ? GateEvidence.OfFindings(_findings) : gate.Findings;
        gate.Open(opened, at, findings, (Started?.Digest ?? Plan.Digest, Started?.Parameters ?? new([])));
        if (gate.Owner.Step is not ApproveStep) return;
        gate.Owner.Status = StepStatus.WaitingForPerson;
        gate.Owner.StartedAt ??= at;
        gate.Owner.Attempt++;
    }

    private static void Answer(GateState gate, GateAnswered answered, Entry entry)
    {
        if (!gate.IsOpen) return;
        var vote = new GateVote(answered.Approved, entry.Actor, answered.Comment, entry.Time);
        // Once lapsed, an answer never counts again.
        if (answered.Evidence == gate.Opened!.Evidence) gate.Answer(vote);
        else gate.AnswerInVain(vote);
    }

    private void CloseGate(GateState gate, GateEnd end, DateTimeOffset at)
    {
        gate.Close(end);
        _findings.Clear();
        _told.RemoveAll(step => GateQuestions.IsBefore(step, gate));
        var owner = gate.Owner;
        if (end == GateEnd.Approved)
        {
            if (owner.Step is ApproveStep) End(owner, StepStatus.Succeeded, at);
            return;
        }

        owner.Error = end == GateEnd.TimedOut
            ? $"nobody answered `{gate.Opened!.Title}` in time"
            : GateRules.RejectionOf(gate);
        Fail(owner, at);
    }
}

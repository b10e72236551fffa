using System.Collections.Immutable;
using System.Diagnostics;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

public sealed partial class Next
{
    private void Visit(StepState step, bool halting)
    {
        switch (step.Step)
        {
            case CallStep call: VisitCall(step, call, halting); break;
            case ParallelStep parallel: VisitBranches(step, parallel, halting); break;
            case ForEachStep loop: VisitLoop(step, loop, halting); break;
            default: throw new UnreachableException();
        }
    }

    private void StartCall(StepState step, CallStep call)
    {
        var arguments = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>();
        foreach (var argument in call.With)
        {
            var value = Rendering.Tree(argument.Value, step.Block.Scope);
            if (value.Problem is not null) { Fail(step, $"parameter `{argument.Name}`: {value.Problem}"); return; }
            var secret = call.Callee.Parameters.Any(parameter => parameter.Name == argument.Name && parameter.IsSecret);
            arguments.Add(KeyValuePair.Create(argument.Name, value.Value.MarkedSecret(secret)));
        }

        Record(new StepStarted(step.Address, step.Attempt + 1, Arguments: new MapValue(arguments.DrainToImmutable())));
    }

    private void VisitCall(StepState step, CallStep call, bool halting)
    {
        var block = step.Blocks[0];
        Visit(block, halting);
        if (block.IsDone) Succeed(step, StepOutputs.OfCall(call, block, step.Block.Scope));
        else if (block.IsFailed && step.Busy == 0) Fail(step, RunMessages.FailedInside(step));
    }

    private void VisitBranches(StepState step, ParallelStep parallel, bool halting)
    {
        var limit = Durations.Count(parallel.MaxParallel, step.Block.Scope, int.MaxValue, out var problem);
        if (problem is not null) { Fail(step, $"`maxParallel`: {problem.Problem}"); return; }
        var failed = step.Blocks.Any(branch => branch.IsFailed);
        var free = Math.Max(1, limit);
        foreach (var branch in step.Blocks.Where(branch => branch is { IsDone: false, IsFailed: false }))
        {
            // Where one branch has failed the others finish what runs and go no further.
            if (halting || failed) Visit(branch, halting: true);
            else if (free-- > 0) Visit(branch, halting: false);
        }

        if (step.Blocks.All(branch => branch.IsDone)) Succeed(step, StepOutputs.Of(step.Step.Outputs, step.Block.Scope));
        else if (failed && step.Busy == 0) Fail(step, RunMessages.FailedInside(step));
    }

    private void VisitLoop(StepState step, ForEachStep loop, bool halting)
    {
        if (step.Loop is not { } progress)
        {
            if (halting) return;
            var (expanded, problem) = LoopItems.Of(step, loop);
            if (expanded is null) Fail(step, problem!);
            else Record(expanded);
            return;
        }

        var scope = step.Block.Scope;
        var limit = Durations.Count(loop.MaxParallel, scope, 1, out var badLimit);
        var tolerated = Durations.Count(loop.MaxFailures, scope, 0, out var badTolerance);
        if ((badLimit ?? badTolerance) is { } bad) { Fail(step, bad.Problem!); return; }
        var most = Math.Max(1, limit);
        // Items that are taken up again wait for those in work: resuming a loop does not widen it.
        foreach (var item in halting ? progress.Active : progress.Active.Take(most)) Visit(item, halting);
        var closed = progress.FirstFailed || progress.Failed.Count > tolerated;
        if (!halting && !closed && !AtFirstGate(step, progress)) StartItems(step, progress, most);
        if (progress.Active.Count > 0 || step.Busy > 0) return;
        if (progress.Done == step.Blocks.Count) Succeed(step, LoopItems.Outputs(step));
        else if (closed || progress.Done + progress.Failed.Count == step.Blocks.Count) Fail(step, RunMessages.FailedItems(step));
    }

    /// <summary>Whether the loop stands before the gate behind its first items, or has yet to come there.</summary>
    private bool AtFirstGate(StepState step, LoopProgress progress)
    {
        if (progress.FirstCount == 0 || progress.Next < progress.FirstCount) return false;
        if (progress.FirstDone < progress.FirstCount) return true;
        if (step.Gate is not { } gate || progress.FirstCount == step.Blocks.Count || gate.End == GateEnd.Approved) return false;
        if (gate.Opened is null) Open(gate);
        else Attend(gate);
        return true;
    }

    private void StartItems(StepState step, LoopProgress progress, int limit)
    {
        var end = progress.Next < progress.FirstCount ? progress.FirstCount : step.Blocks.Count;
        var free = limit - progress.Active.Count;
        for (var index = progress.Next; index < end && free > 0; index++, free--) Visit(step.Blocks[index], halting: false);
    }

    private void Succeed(StepState step, (MapValue Outputs, string? Problem) result)
    {
        if (result.Problem is not null) { Fail(step, result.Problem); return; }
        Record(new StepFinished(
            step.Address, step.Attempt, StepResult.Succeeded, Outputs: result.Outputs.Entries.Length == 0 ? null : result.Outputs));
    }

    private void Open(GateState gate)
    {
        if (GateQuestions.Any(_state, gate)) _actions.Add(new OpenGate(gate));
        else Record(Gates.Opening(_state, gate, _now, null));
    }

    private void Attend(GateState gate)
    {
        if (GateEvidence.Of(_state, gate, gate.Opened!.Shown) != gate.Opened.Evidence) Open(gate);
        else if (GateRules.Verdict(_state, gate, _now) is { } end)
        {
            if (end == GateEnd.Approved && gate.Opened.Shown is { Length: > 0 }) _actions.Add(new PassGate(gate));
            else Record(new GateClosed(gate.Address, end));
        }
        else
        {
            _actions.Add(new AskPeople(gate));
            if (gate.Opened.Deadline is { } deadline) _actions.Add(new WaitUntil(deadline));
        }
    }
}

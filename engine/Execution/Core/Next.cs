using System.Diagnostics;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>
/// Decides what is due in a run. Pure: the same state at the same time gives the same actions, and it looks only at what is
/// under way, not at all steps.
/// </summary>
public sealed partial class Next
{
    private readonly RunState _state;
    private readonly DateTimeOffset _now;
    private readonly List<NextAction> _actions = [];

    private Next(RunState state, DateTimeOffset now)
    {
        _state = state;
        _now = now;
    }

    /// <summary>What is due now. Empty while something runs and nothing else may start; events to record come first.</summary>
    public static IReadOnlyList<NextAction> Of(RunState state, DateTimeOffset now)
    {
        var next = new Next(state, now);
        if (state.Finished is not null) return [];
        if (state.InDoubt.Count > 0) next.Doubts();
        else next.Visit(state.Root, halting: false);
        if (next._actions.Count == 0 && state.Running.Count == 0) next.EndOfRun();
        return next._actions;
    }

    private void Visit(Block block, bool halting)
    {
        if (block.IsFailed || block.IsDone) return;
        var step = block.Steps[block.Cursor];
        switch (step.Status)
        {
            case StepStatus.Pending:
                if (!halting) Begin(step);
                break;
            case StepStatus.WaitingToRetry:
                if (halting) break;
                if (step.RetryAt <= _now) Start(step);
                else _actions.Add(new WaitUntil(step.RetryAt!.Value));
                break;
            case StepStatus.WaitingForPerson:
                if (!halting) Attend(step.Gate!);
                break;
            case StepStatus.Running when step.IsComposite:
                Visit(step, halting);
                break;
            default: break;
        }
    }

    private void Begin(StepState step)
    {
        if (step.Step.When is { } when)
        {
            var value = Rendering.Value(when, step.Block.Scope);
            if (value.Problem is not null) { Fail(step, $"`when`: {value.Problem}"); return; }
            if (value.Value is not BooleanValue condition) { Fail(step, "`when` is neither true nor false"); return; }
            if (!condition.Boolean) { Record(new StepSkipped(step.Address)); return; }
        }

        Start(step);
    }

    private void Start(StepState step)
    {
        switch (step.Step)
        {
            case RunStep or ShellStep: StartCommand(step); break;
            case WaitStep wait: StartQuestions(step, wait.Conditions, wait.Interval, TimeSpan.FromMinutes(10)); break;
            case VerifyStep verify: StartQuestions(step, verify.Conditions, null, null); break;
            case ApproveStep: Open(step.Gate!); break;
            case CheckpointStep: Record(new CheckpointReached(step.Address)); break;
            case CallStep call: StartCall(step, call); break;
            case ForEachStep or ParallelStep: Record(new StepStarted(step.Address, step.Attempt + 1)); break;
            default: throw new UnreachableException();
        }
    }

    private void StartCommand(StepState step)
    {
        var (command, problem) = Commands.Of(step);
        if (command is null) Fail(step, problem.Problem!);
        else _actions.Add(new StartCommand(step, step.Attempt + 1, command));
    }

    private void StartQuestions(
        StepState step, System.Collections.Immutable.ImmutableArray<Condition> conditions, TimeSpan? interval, TimeSpan? patience)
    {
        var (questions, problem) = Questions.Of(conditions, step);
        var timeout = Durations.Of(step.Step.Timeout, step.Block.Scope, out var bad) ?? patience;
        if ((problem ?? bad) is { } wrong) Fail(step, wrong.Problem!);
        else _actions.Add(new StartQuestions(step, step.Attempt + 1, questions, timeout, interval));
    }

    /// <summary>Steps in doubt come before everything else: nothing new starts while it is not known what has happened.</summary>
    private void Doubts()
    {
        foreach (var step in _state.InDoubt)
        {
            if (step.DoubtAnswer is { } answer) Judge(step, answer);
            else if (step.Step.Probe is { } probe) Ask(step, probe);
            else if (step.Step.IsRepeatable) Record(new StepDecided(step.Address, Decision.Retry, "it was interrupted, and is repeatable"));
        }
    }

    private void Ask(StepState step, Condition probe)
    {
        var (question, problem) = Questions.Of(probe, step);
        if (question is not null) _actions.Add(new AskProbe(step, question));
        else Record(new StepProbed(step.Address, Conditions.Answer.CannotTell($"the probe cannot be asked: {problem.Problem}")));
    }

    private void Judge(StepState step, Conditions.Answer answer)
    {
        var again = answer.Verdict == Conditions.Verdict.DoesNotHold;
        var done = answer.Verdict == Conditions.Verdict.Holds && !StepOutputs.NeedResult(step.Step);
        if (done) Record(new StepDecided(step.Address, Decision.MarkDone, $"its probe holds: {answer.Summary}"));
        else if (again) Record(new StepDecided(step.Address, Decision.Retry, $"its probe does not hold: {answer.Summary}"));
        else if (step.Step.IsRepeatable) Record(new StepDecided(step.Address, Decision.Retry, "it was interrupted, and is repeatable"));
    }

    private void EndOfRun()
    {
        if (_state.InDoubt.Count > 0) _actions.Add(new StopRun(StopReason.InDoubt, RunMessages.InDoubt(_state)));
        else if (_state.Root.IsFailed) _actions.Add(new StopRun(RunMessages.ReasonOfFailure(_state), RunMessages.Failed(_state)));
        else if (_state.Root.IsDone) Finish();
        else _actions.Add(new StopRun(StopReason.Interrupted, RunMessages.Interrupted(_state)));
    }

    private void Finish()
    {
        var (outputs, problem) = StepOutputs.Of(_state.Plan.Outputs, _state.Root.Scope);
        if (problem is null) Record(new RunFinished(outputs));
        else _actions.Add(new StopRun(StopReason.Failed, $"all steps are done, but an output of the runbook has no value: {problem}"));
    }

    private void Record(Event happened) => _actions.Add(new RecordEvent(happened));

    /// <summary>The step fails before it could begin, or after what runs inside it has.</summary>
    private void Fail(StepState step, string error) => Record(Failure(step, error));

    internal static StepFinished Failure(StepState step, string error) =>
        new(step.Address, step.Status == StepStatus.Running ? step.Attempt : step.Attempt + 1, StepResult.Failed, Error: error);
}

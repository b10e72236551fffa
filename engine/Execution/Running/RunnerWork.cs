using System.Threading.Channels;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Running;

public sealed partial class Runner
{
    private readonly Channel<Report> _reports = Channel.CreateUnbounded<Report>(new() { SingleReader = true });
    private readonly Dictionary<StepState, Task> _attempts = [];
    private readonly GateDesk _desk;
    private CancellationToken _stopping;
    private CancellationToken _ending;

    /// <summary>One thing after another: only here is anything recorded, so that the state has one writer.</summary>
    private async Task<RunEnd> WorkAsync()
    {
        while (true)
        {
            var stop = _stopping.IsCancellationRequested;
            var actions = Next.Of(State, _ports.Time.GetUtcNow());
            var objection = _planned?.Objection(State, actions);
            if (objection is not null) (stop, actions) = (true, []);
            if (await RecordDueAsync(actions, stop).ConfigureAwait(false)) continue;
            if (State.Finished is not null) return new(RunOutcome.Succeeded, null, State);
            if (_attempts.Count == 0)
            {
                if (objection is not null) return await StopAsync(StopReason.OffPlan, objection).ConfigureAwait(false);
                if (actions is [StopRun due]) return await StopAsync(due.Reason, due.Message).ConfigureAwait(false);
                if (stop) return await StopAsync(StopReason.Interrupted, "the run was stopped").ConfigureAwait(false);
            }

            if (!stop)
            {
                if (await _desk.AttendAsync(actions, _recorder).ConfigureAwait(false)) continue;
                foreach (var action in actions) await BeginAsync(action).ConfigureAwait(false);
                if (_attempts.Count == 0 && _desk.NobodyIsThere(actions) is { } gate)
                    return await StopAsync(StopReason.WaitingForPerson, $"`{gate.Address}` waits for an answer: {gate.Opened!.Title}").ConfigureAwait(false);
            }

            await WaitAsync(stop ? [] : actions).ConfigureAwait(false);
        }
    }

    private async Task<bool> RecordDueAsync(IReadOnlyList<NextAction> actions, bool stop)
    {
        var recorded = false;
        foreach (var action in actions)
        {
            if (action is not RecordEvent due) continue;
            if (stop && due.Event is StepStarted or GateOpened or LoopExpanded) continue;
            await _recorder.RecordAsync(due.Event).ConfigureAwait(false);
            recorded = true;
        }

        return recorded;
    }

    /// <summary>Waits until something has happened, and takes it in.</summary>
    private async Task WaitAsync(IReadOnlyList<NextAction> actions)
    {
        using var timer = Wake(actions);
        while (_ports.Idle is { } idle && !_reports.Reader.TryPeek(out _) && idle()) { }
        var report = await _reports.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        do
        {
            await TakeInAsync(report).ConfigureAwait(false);
        }
        while (_reports.Reader.TryRead(out report!));
    }

    private ITimer? Wake(IReadOnlyList<NextAction> actions)
    {
        var due = TimeSpan.MaxValue;
        foreach (var action in actions)
        {
            var wait = action switch
            {
                WaitUntil until => until.Time - _ports.Time.GetUtcNow(),
                AskPeople => _ports.PostedInterval,
                _ => TimeSpan.MaxValue,
            };
            if (wait < due) due = wait;
        }

        // Timers count whole milliseconds; one that fires early would only find that nothing is due.
        if (due == TimeSpan.MaxValue) return null;
        due = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(due.TotalMilliseconds), 1, 3_600_000));
        return _ports.Time.CreateTimer(_ => _reports.Writer.TryWrite(Report.Nothing), null, due, Timeout.InfiniteTimeSpan);
    }

    private async Task TakeInAsync(Report report)
    {
        switch (report)
        {
            case CommandRuns e:
                await _recorder.RecordAsync(new CommandStarted(e.Step.Address, e.Process.Id, e.Process.StartTicks)).ConfigureAwait(false);
                break;
            case CommandEnded e: await FinishCommandAsync(e).ConfigureAwait(false); break;
            case QuestionsAnswered e: await FinishQuestionsAsync(e).ConfigureAwait(false); break;
            case AttemptEnded e: await FinishAsync(e).ConfigureAwait(false); break;
            case GateExamined e: await TakeInAsync(e).ConfigureAwait(false); break;
            case GateReplied e: await _desk.ReplyAsync(e, _recorder).ConfigureAwait(false); break;
            default: break;
        }
    }

    private async Task<RunEnd> StopAsync(StopReason reason, string message)
    {
        await _recorder.RecordAsync(new RunStopped(reason, message)).ConfigureAwait(false);
        var outcome = reason switch
        {
            StopReason.Failed => RunOutcome.Failed,
            StopReason.WaitingForPerson => RunOutcome.WaitingForPerson,
            StopReason.InDoubt => RunOutcome.InDoubt,
            StopReason.Rejected => RunOutcome.Rejected,
            StopReason.OffPlan => RunOutcome.OffPlan,
            _ => RunOutcome.Interrupted,
        };
        var wantsRollback = outcome == RunOutcome.Rejected
            && State.Failed.Any(step => step.Gate is { End: GateEnd.Rejected, Gate.OnReject: Language.Plans.Rejection.Rollback });
        return new(outcome, _masker.Text(message), State, wantsRollback);
    }
}

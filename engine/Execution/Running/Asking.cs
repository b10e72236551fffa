using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Running;

/// <summary>Asks the conditions of a wait until all hold, or those of a verify until they can be told.</summary>
internal sealed class Asking(StartQuestions start, RunnerPorts ports)
{
    /// <summary>How often a verify asks where nothing is known to be wrong, but something cannot be told.</summary>
    private const int MostQuestions = 3;

    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(2);
    private ImmutableArray<Answer> _answers = [];
    private string? _said;

    private TimeSpan? Timeout =>
        start.Interval is not null && ports.LongestWait(start.Step.Address) is { } longest && !(start.Timeout < longest) ? longest : start.Timeout;

    /// <summary>Asks until the step has ended. Asking changes nothing, so that a stop of the run may end it at once.</summary>
    public async Task<StepFinished> UntilEndAsync(CancellationToken stopping)
    {
        using var patience = Timeout is { } timeout
            ? new CancellationTokenSource(Capped(timeout), ports.Time)
            : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        try
        {
            for (var asked = 1; ; asked++)
            {
                var answers = await Task.WhenAll(start.Questions.Select(question => ports.Conditions.AskAsync(question, both.Token)))
                    .ConfigureAwait(false);
                _answers = ImmutableArray.Create(answers);
                if (answers.All(answer => answer.Verdict == Verdict.Holds)) return Finished(StepResult.Succeeded, null);
                if (start.Interval is null && (asked == MostQuestions || answers.Any(answer => answer.Verdict == Verdict.DoesNotHold)))
                    return Finished(StepResult.Failed, Missing());
                Say();
                await Pause.ForAsync(start.Interval is { } interval ? Before(asked, interval) : ShortPause, ports.Time, both.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return Finished(StepResult.Cancelled, "the run was stopped");
        }
        catch (OperationCanceledException)
        {
            return Finished(StepResult.TimedOut, $"after {Outcomes.Text(Timeout)}: {Missing()}");
        }
    }

    // What is waited for has often only just been set going: within the first interval it is asked for four times.
    private static TimeSpan Before(int asked, TimeSpan interval) => asked switch
    {
        1 => interval / 20,
        2 => interval / 10,
        3 => interval / 5,
        4 => interval - (interval / 20) - (interval / 10) - (interval / 5),
        _ => interval,
    };

    private static TimeSpan Capped(TimeSpan timeout) => timeout < TimeSpan.FromDays(40) ? timeout : TimeSpan.FromDays(40);

    private StepFinished Finished(StepResult result, string? error) =>
        new(start.Step.Address, start.Attempt, result, Error: error, Answers: _answers);

    private string Missing()
    {
        var missing = _answers.Where(answer => answer.Verdict != Verdict.Holds)
            .Select(answer => answer.Help is null ? answer.Summary : $"{answer.Summary} ({answer.Help})").ToList();
        return missing.Count == 0 ? "the question was not answered" : string.Join("; ", missing);
    }

    private void Say()
    {
        var missing = Missing();
        if (missing == _said) return;
        _said = missing;
        ports.Watcher.Noted(start.Step.Address, missing);
    }
}

using System.Collections.Immutable;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Running;

public sealed partial class Runner
{
    private async Task BeginAsync(NextAction action)
    {
        switch (action)
        {
            case StartCommand start: await BeginCommandAsync(start).ConfigureAwait(false); break;
            case StartQuestions start:
                foreach (var question in start.Questions) _masker.AddSecretsIn(question.Arguments);
                await _recorder.RecordAsync(new StepStarted(start.Step.Address, start.Attempt)).ConfigureAwait(false);
                _attempts[start.Step] = AskAsync(start);
                break;
            case AskProbe ask when !_attempts.ContainsKey(ask.Step):
                _masker.AddSecretsIn(ask.Question.Arguments);
                _attempts[ask.Step] = ProbeAsync(ask);
                break;
            case OpenGate open: Examine(open.Gate, passes: false); break;
            case PassGate pass: Examine(pass.Gate, passes: true); break;
            default: break;
        }
    }

    private async Task BeginCommandAsync(StartCommand start)
    {
        foreach (var secret in start.Command.Secrets) _masker.AddSecretsIn(secret);
        await _recorder.RecordAsync(new StepStarted(start.Step.Address, start.Attempt, start.Command.Words)).ConfigureAwait(false);
        _attempts[start.Step] = CommandAsync(start);
    }

    private async Task CommandAsync(StartCommand start)
    {
        var step = start.Step;
        var output = step.Step.IsSensitive
            ? null
            : new StepOutput(step.Address, () => _run.CreateLog(step.Address, start.Attempt), _masker, _ports.Watcher);
        using (output)
        {
            var request = new CommandRequest(start.Command.Words, start.Command.Environment, start.Command.Timeout)
            {
                Mark = CommandMark.Of(_run.Record.Id, step.Address, start.Attempt),
                Printed = output is null ? null : output.Printed,
                Started = process => _reports.Writer.TryWrite(new CommandRuns(step, process)),
            };
            var result = await RunAsync(request).ConfigureAwait(false);
            output?.Dispose();
            _reports.Writer.TryWrite(new CommandEnded(start, result));
        }
    }

    private async Task<CommandResult> RunAsync(CommandRequest request)
    {
        try
        {
            return await _ports.Commands.RunAsync(request, _ending).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return new(CommandEnd.NotStarted, -1, "", "", false, TimeSpan.Zero, problem.Message);
        }
    }

    private async Task FinishCommandAsync(CommandEnded ended)
    {
        var finished = Outcomes.Of(ended.Start, ended.Result, _masker.Text);
        if (finished is { Result: StepResult.Succeeded, Outputs: { } outputs }) _masker.AddSecretsIn(outputs);
        await FinishOrProbeAsync(ended.Start.Step, finished).ConfigureAwait(false);
    }

    private async Task FinishQuestionsAsync(QuestionsAnswered answered)
    {
        var finished = answered.Finished.Result == StepResult.Succeeded
            ? Outcomes.WithOutputs(answered.Step, answered.Finished)
            : answered.Finished;
        await FinishOrProbeAsync(answered.Step, finished).ConfigureAwait(false);
    }

    private async Task FinishAsync(AttemptEnded ended)
    {
        _attempts.Remove(ended.Step);
        if (ended.Event is not null) await _recorder.RecordAsync(ended.Event).ConfigureAwait(false);
    }

    /// <summary>Right after success the probe is asked once: what it says then is the base of later checks for drift.</summary>
    private async Task FinishOrProbeAsync(StepState step, StepFinished finished)
    {
        if (finished.Result == StepResult.Succeeded && step.Step.Probe is { } probe)
        {
            var (question, problem) = Questions.Of(probe, step);
            if (question is not null)
            {
                _masker.AddSecretsIn(question.Arguments);
                _attempts[step] = ProbeAfterAsync(step, finished, question);
                return;
            }

            finished = finished with { Probe = Answer.CannotTell($"the probe cannot be asked: {problem.Problem}") };
        }

        _attempts.Remove(step);
        await _recorder.RecordAsync(finished).ConfigureAwait(false);
    }

    private async Task ProbeAfterAsync(StepState step, StepFinished finished, Question question)
    {
        Answer answer;
        try
        {
            answer = await _ports.Conditions.AskAsync(question, _ending).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            answer = Answer.CannotTell("the run was stopped before the probe had answered");
        }

        _reports.Writer.TryWrite(new AttemptEnded(step, finished with { Probe = answer }));
    }

    private async Task AskAsync(StartQuestions start)
    {
        var finished = await new Asking(start, _ports).UntilEndAsync(_stopping).ConfigureAwait(false);
        _reports.Writer.TryWrite(new QuestionsAnswered(start.Step, finished));
    }

    private async Task ProbeAsync(AskProbe ask)
    {
        StepProbed? probed = null;
        try
        {
            probed = new(ask.Step.Address, await _ports.Conditions.AskAsync(ask.Question, _stopping).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // Asking changes nothing; the next engine asks again.
        }

        _reports.Writer.TryWrite(new AttemptEnded(ask.Step, probed));
    }

    /// <summary>
    /// Waits until the commands that a dead engine has left running have ended, with all that they have started: they still
    /// change things, so that no probe can tell, no person can decide, and nothing may run beside them. False where the run
    /// is to stop before.
    /// </summary>
    private async Task<bool> OutlastRemainsAsync()
    {
        foreach (var step in State.InDoubt.ToList())
        {
            IReadOnlyList<int>? told = null;
            while (_ports.Commands.Remains(CommandMark.Of(_run.Record.Id, step.Address, step.Attempt), step.Process) is { Count: > 0 } remains)
            {
                if (_stopping.IsCancellationRequested) return false;
                if (told is null || !told.SequenceEqual(remains)) _ports.Watcher.Noted(step.Address, RunMessages.Remains(remains));
                told = remains;
                await Task.WhenAny(Task.Delay(_ports.ProcessInterval, _ports.Time, _stopping)).ConfigureAwait(false);
            }
        }

        return true;
    }
}

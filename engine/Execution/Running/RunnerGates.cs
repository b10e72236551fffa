using System.Collections.Immutable;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Running;

public sealed partial class Runner
{
    /// <summary>Asks what a gate rests on: to open it, or to pass it. Asking changes nothing; a later engine asks again.</summary>
    private void Examine(GateState gate, bool passes)
    {
        if (_attempts.ContainsKey(gate.Owner)) return;
        var questions = passes ? GateQuestions.Again(State, gate.Opened!) : GateQuestions.Of(State, gate);
        foreach (var question in questions)
            if (question.Question is { } asked) _masker.AddSecretsIn(asked.Arguments);
        if (passes) _ports.Watcher.Noted(gate.Address, RunMessages.AsksAgain(questions.Length));
        _attempts[gate.Owner] = ExamineAsync(gate, gate.Opened, questions, passes);
    }

    private async Task ExamineAsync(GateState gate, GateOpened? opened, ImmutableArray<GateQuestion> questions, bool passes)
    {
        ImmutableArray<GateFinding>? findings = null;
        try
        {
            findings = await new GateExamination(_ports, _recorder.Masked)
                .AskAsync(questions, passes ? opened!.Shown : null, _stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The run stops before the gate is opened or passed.
        }

        _reports.Writer.TryWrite(new GateExamined(gate, opened, passes, findings));
    }

    private async Task TakeInAsync(GateExamined examined)
    {
        _attempts.Remove(examined.Gate.Owner);
        // Meanwhile the gate may have been answered otherwise, or opened again.
        if (examined.Findings is not { } findings || !ReferenceEquals(examined.Gate.Opened, examined.Opened)) return;
        var now = _ports.Time.GetUtcNow();
        var happened = examined.Passes ? Gates.Passing(State, examined.Gate, now, findings) : Gates.Opening(State, examined.Gate, now, findings);
        if (happened is not null) await _recorder.RecordAsync(happened).ConfigureAwait(false);
    }
}

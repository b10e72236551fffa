using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Running;

/// <summary>Asks the conditions on which a gate rests, a few at a time, and each question once for all who have it.</summary>
/// <param name="masked">An answer as it may be kept.</param>
internal sealed class GateExamination(RunnerPorts ports, Func<Answer, Answer> masked)
{
    // A deployment's pods come and go: what differs only for a moment is no change.
    private const int MostQuestions = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <param name="before">What they said when the gate was opened; null where it is to be opened.</param>
    public async Task<ImmutableArray<GateFinding>> AskAsync(
        ImmutableArray<GateQuestion> questions, ImmutableArray<GateFinding>? before, CancellationToken cancellation)
    {
        var findings = new GateFinding[questions.Length];
        var open = Enumerable.Range(0, questions.Length).ToList();
        for (var asked = 1; ; asked++)
        {
            await AskAsync(questions, open, findings, cancellation).ConfigureAwait(false);
            open.RemoveAll(i => before is { } then ? !GateChanges.IsOther(then[i], findings[i]) : findings[i].Verdict != Verdict.CannotTell);
            if (open.Count == 0 || asked == MostQuestions) return ImmutableArray.Create(findings);
            await Pause.ForAsync(Interval, ports.Time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task AskAsync(ImmutableArray<GateQuestion> questions, List<int> open, GateFinding[] findings, CancellationToken cancellation)
    {
        foreach (var i in open.Where(i => questions[i].Question is null))
            findings[i] = Finding(questions[i], Answer.CannotTell($"it cannot be asked: {questions[i].Problem}"));
        var same = open.Where(i => questions[i].Question is not null).GroupBy(i => questions[i].Question!);
        using var places = new SemaphoreSlim(Runner.ProbesAtATime);
        await Task.WhenAll([.. same.Select(AnswerAsync)]).ConfigureAwait(false);

        async Task AnswerAsync(IGrouping<Question, int> askers)
        {
            await places.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                var answer = masked(await ports.Conditions.AskAsync(askers.Key, cancellation).ConfigureAwait(false));
                foreach (var i in askers) findings[i] = Finding(questions[i], answer);
            }
            finally
            {
                places.Release();
            }
        }
    }

    private static GateFinding Finding(GateQuestion question, Answer answer) =>
        new(question.Address, question.Number, answer.Verdict, answer.Summary, answer.Facts);
}

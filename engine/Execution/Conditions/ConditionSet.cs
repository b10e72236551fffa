using System.Collections.Frozen;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Conditions;

/// <summary>The conditions that an engine knows, by kind.</summary>
public sealed class ConditionSet(IEnumerable<ICondition> conditions)
{
    private readonly FrozenDictionary<string, ICondition> _byKind = conditions.ToFrozenDictionary(condition => condition.Kind);

    /// <summary>Asks the condition of the question's kind. Whatever goes wrong is "cannot tell"; only cancellation is thrown.</summary>
    public async Task<Answer> AskAsync(Question question, CancellationToken cancellation)
    {
        if (!_byKind.TryGetValue(question.Kind, out var condition))
            return Answer.CannotTell($"this engine does not know the condition `{question.Kind}`");
        try
        {
            return Advised(question, await condition.AskAsync(question, cancellation).ConfigureAwait(false));
        }
        // One condition's mistake must not end a run with other steps under way.
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return Answer.CannotTell($"`{question.Kind}` could not be asked: {problem.Message}");
        }
    }

    /// <summary>What the runbook says to do comes before what the condition knows of itself; `that` has said it already.</summary>
    private static Answer Advised(Question question, Answer answer) =>
        answer.Verdict == Verdict.Holds || answer.Summary == Advice(question) || Advice(question) is not { Length: > 0 } advice
            ? answer
            : answer with { Help = answer.Help is null ? advice : $"{advice}; {answer.Help}" };

    private static string? Advice(Question question) => (question.Arguments["otherwise"] as TextValue)?.Text;
}

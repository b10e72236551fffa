using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Conditions;

/// <summary>`that`: something the run already knows is so; where it is not, `otherwise` says what is wrong and what to do.</summary>
public sealed class That : ICondition
{
    public string Kind => "that";

    public Task<Answer> AskAsync(Question question, CancellationToken cancellation) => Task.FromResult(question.Arguments[Kind] switch
    {
        BooleanValue { Boolean: true } => Answer.Holds("so it is"),
        BooleanValue => Answer.DoesNotHold((question.Arguments["otherwise"] as TextValue)?.Text ?? "it is not so"),
        _ => Answer.CannotTell("`that` must be true or false", "see which value the runbook gives it: runbook plan RUNBOOK"),
    });
}

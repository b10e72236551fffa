using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Conditions;

/// <summary>The behaviour of one kind of condition. Asking never changes anything.</summary>
public interface ICondition
{
    /// <summary>The key of the language that names it, such as `labels`.</summary>
    string Kind { get; }

    /// <summary>Never throws for what the world does: an unreachable cluster or a missing tool is "cannot tell".</summary>
    Task<Answer> AskAsync(Question question, CancellationToken cancellation);
}

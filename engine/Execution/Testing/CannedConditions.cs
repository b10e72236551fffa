using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Testing;

namespace MeshRunbook.Execution.Testing;

/// <summary>What conditions say in a test. `that` looks at nothing outside, and is evaluated as ever.</summary>
internal sealed class CannedConditions(CannedWorld world, CannedUses uses, Unanswered unanswered, TimeProvider time)
{
    private readonly Dictionary<(CannedAnswer, string), DateTimeOffset> _askedFirst = [];

    /// <summary>The run, once there is one.</summary>
    public RunState? State { get; set; }

    public ConditionSet For(Plan plan) => new(
        [.. TestedSteps.Conditions(plan).Select(condition => condition.Kind).Distinct().Where(kind => kind != "that").Select(kind => new Kind(kind, this)), new That()]);

    private Answer Ask(Question question)
    {
        var canned = world.Conditions.FirstOrDefault(canned => Fits(canned, question) && uses.IsLeft(canned, canned.Times));
        if (canned is null)
        {
            // What a step has just done is there, unless the test says otherwise.
            if (!IsProbe(question)) unanswered.Condition(question);
            return Answer.Holds("it is so");
        }

        uses.Add(canned);
        if (!_askedFirst.TryGetValue((canned, question.Asker), out var first)) first = _askedFirst[(canned, question.Asker)] = time.GetUtcNow();
        if (time.GetUtcNow() < first + canned.After) return Answer.DoesNotHold("it is not so yet", canned.Evidence);
        return canned.Verdict switch
        {
            CannedVerdict.Holds => Answer.Holds(canned.Summary ?? "it is so", canned.Evidence),
            CannedVerdict.DoesNotHold => Answer.DoesNotHold(canned.Summary ?? $"`{question.Kind}` does not hold", canned.Evidence, canned.Help),
            _ => Answer.CannotTell(canned.Summary ?? $"`{question.Kind}` could not be asked", canned.Help),
        };
    }

    private bool IsProbe(Question question) => State?.Find(new Address(question.Asker))?.Step is not (WaitStep or VerifyStep);

    private static bool Fits(CannedAnswer canned, Question question) =>
        (canned.Step is null || TestedSteps.Fits(canned.Step, question.Asker))
        && (canned.Condition is not { } condition
            || ((condition.Kind is null || condition.Kind == question.Kind)
                && condition.Keys.All(key => question.Arguments[key.Key] is { } value && key.Value.Matches(value))));

    private sealed class Kind(string name, CannedConditions conditions) : ICondition
    {
        string ICondition.Kind => name;

        public Task<Answer> AskAsync(Question question, CancellationToken cancellation) => Task.FromResult(conditions.Ask(question));
    }
}

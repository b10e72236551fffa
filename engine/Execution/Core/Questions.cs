using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>Conditions with their values put in.</summary>
internal static class Questions
{
    /// <summary>The question that a condition of a step asks, or why it cannot be asked.</summary>
    public static (Question? Question, Evaluated Problem) Of(Condition condition, StepState step)
    {
        var block = step.Block;
        var arguments = Rendering.Tree(condition.Arguments, block.Scope);
        if (arguments.Problem is not null) return (null, arguments);
        var entries = ((MapValue)arguments.Value).Entries.RemoveAll(entry => entry.Value is NullValue);
        if (condition.Kind is not ("command" or "http") && block.Frame.Plan.Cluster is { } cluster)
        {
            foreach (var (key, template) in new[] { ("kubeconfig", cluster.Kubeconfig), ("context", cluster.Context) })
            {
                if (template is null || entries.Any(entry => entry.Key == key)) continue;
                var value = Rendering.Value(template, block.Scope);
                if (value.Problem is not null) return (null, value);
                if (value.Value is not NullValue) entries = entries.Add(KeyValuePair.Create(key, value.Value));
            }
        }

        return (new Question(condition.Kind, new MapValue(entries)) { Asker = step.Address.Text }, Value.Null);
    }

    public static (ImmutableArray<Question> Questions, Evaluated? Problem) Of(ImmutableArray<Condition> conditions, StepState step)
    {
        var questions = ImmutableArray.CreateBuilder<Question>(conditions.Length);
        foreach (var condition in conditions)
        {
            var (question, problem) = Of(condition, step);
            if (question is null) return ([], problem);
            questions.Add(question);
        }

        return (questions.DrainToImmutable(), null);
    }
}

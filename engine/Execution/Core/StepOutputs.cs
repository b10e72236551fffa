using System.Collections.Immutable;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>What steps and runbooks yield.</summary>
public static class StepOutputs
{
    /// <summary>The runbook's outputs that have a value by now: for a rollback of a run that did not get to its end.</summary>
    public static MapValue SoFar(RunState state)
    {
        if (state.Outputs is { } final) return final;
        var known = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>();
        foreach (var output in state.Plan.Outputs)
        {
            var value = Rendering.Value(output.Template, state.Root.Scope);
            if (value.Problem is null) known.Add(KeyValuePair.Create(output.Name, value.Value.MarkedSecret(output.IsSensitive)));
        }

        return new(known.DrainToImmutable());
    }

    internal static (MapValue Outputs, string? Problem) Of(ImmutableArray<Output> outputs, IScope scope, bool sensitive = false)
    {
        var values = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>(outputs.Length);
        foreach (var output in outputs)
        {
            var value = Rendering.Value(output.Template, scope);
            if (value.Problem is not null) return (new([]), $"output `{output.Name}`: {value.Problem}");
            values.Add(KeyValuePair.Create(output.Name, value.Value.MarkedSecret(sensitive || output.IsSensitive)));
        }

        return (new(values.MoveToImmutable()), null);
    }

    /// <summary>The outputs of a command's step.</summary>
    internal static (MapValue Outputs, string? Problem) OfCommand(StepState step, CommandResult result)
    {
        if (result.OutputTruncated && NeedResult(step.Step))
            return (new([]), "the command printed more than is kept for outputs; let it write to a file in {{ run.folder }}");
        var scope = new ResultScope(step.Block.Scope, ImmutableDictionary.CreateRange(
        [
            KeyValuePair.Create("stdout", Value.Of(result.Output.TrimEnd('\n', '\r'))),
            KeyValuePair.Create("stderr", Value.Of(result.Error.TrimEnd('\n', '\r'))),
            KeyValuePair.Create("exitCode", Value.Of(result.ExitCode)),
        ]));
        return Of(step.Step.Outputs, scope, step.Step.IsSensitive);
    }

    /// <summary>The callee's outputs, and those that the call step itself declares.</summary>
    internal static (MapValue Outputs, string? Problem) OfCall(CallStep call, Block callee, IScope caller)
    {
        var inner = Of(call.Callee.Outputs, callee.Scope, call.IsSensitive);
        if (inner.Problem is not null || call.Outputs.IsEmpty) return inner;
        var own = Of(call.Outputs, caller, call.IsSensitive);
        return (new MapValue(inner.Outputs.Entries.AddRange(own.Outputs.Entries)), own.Problem);
    }

    /// <summary>Whether an output is made from what the command printed, which is gone when its engine is.</summary>
    internal static bool NeedResult(Step step) => step.Outputs.Any(output => output.Template.Parts.Any(
        part => part is ExpressionPart expression && Uses(expression.Expression)));

    private static bool Uses(Expression expression) => expression switch
    {
        ReferenceExpression reference => reference.Target is ResultReference,
        MemberExpression member => Uses(member.Object),
        IndexExpression index => Uses(index.Object) || Uses(index.Index),
        CallExpression call => call.Arguments.Any(Uses),
        NotExpression not => Uses(not.Operand),
        BinaryExpression binary => Uses(binary.Left) || Uses(binary.Right),
        ListExpression list => list.Items.Any(Uses),
        _ => false,
    };
}

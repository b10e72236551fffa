using System.Collections.Immutable;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>The commands of steps with their values put in.</summary>
internal static class Commands
{
    /// <summary>The command line of a run or shell step, or why there is none.</summary>
    public static (CommandLine? Command, Evaluated Problem) Of(StepState step)
    {
        var scope = step.Block.Scope;
        var words = step.Step is RunStep run ? Words(run.Command, scope) : Script((ShellStep)step.Step);
        if (words.Problem is not null) return (null, words);
        var local = step.Step is ShellStep shell ? shell.Environment : [];
        var environment = Environment([.. step.Block.Frame.Plan.Environment, .. local], scope);
        if (environment.Problem is not null) return (null, environment);
        var timeout = Durations.Of(step.Step.Timeout, scope, out var problem);
        if (problem is not null) return (null, problem);
        var arguments = ((ListValue)words.Value).Items;
        var variables = ((MapValue)environment.Value).Entries;
        return (new CommandLine(
            [.. arguments.Select(word => ((TextValue)word).Text)],
            variables.ToImmutableDictionary(entry => entry.Key, entry => ((TextValue)entry.Value).Text, StringComparer.Ordinal),
            timeout,
            [.. arguments.Concat(variables.Select(entry => entry.Value)).Where(Vault.HoldsSecret)])
        {
            SuccessCodes = step.Step is RunStep { SuccessCodes: var codes } ? codes : [0],
        }, Value.Null);
    }

    private static Evaluated Words(CommandTemplate command, IScope scope)
    {
        var words = Rendering.Command(command, scope);
        return words is { Problem: null, Value: ListValue { Items.Length: 0 } } or
            { Problem: null, Value: ListValue { Items: [TextValue { Text: "" }, ..] } }
            ? Evaluated.Failed("the command is empty")
            : words;
    }

    private static ListValue Script(ShellStep step) =>
        new([.. ((string[])["bash", "-euo", "pipefail", "-c", step.Script, step.Id]).Select(Value.Of)]);

    private static Evaluated Environment(ImmutableArray<NamedTemplate> variables, IScope scope)
    {
        var entries = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            var text = Rendering.Text(variable.Template, scope);
            if (text.Problem is not null) return text;
            entries[variable.Name] = text.Value;
        }

        return new MapValue([.. entries]);
    }
}

using System.Collections.Immutable;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Previewing;

/// <summary>One step as it would run by what is known at this place of a run, or of a look ahead at one. Pure.</summary>
/// <param name="masker">Knows the secret parameters: a text in which one turns up by another way is masked too.</param>
internal sealed class StepPreview(Masker masker)
{
    /// <summary>A masker that knows what is secret in the parameters of a run.</summary>
    public static StepPreview With(MapValue parameters)
    {
        var masker = new Masker();
        masker.AddSecretsIn(parameters);
        return new(masker);
    }

    public PreviewStep Of(StepState step, int depth, bool? runs)
    {
        var scope = step.Block.Scope;
        var gate = step.Gate?.Gate;
        var title = step.Step.Title is { } template ? masker.Text(Preview.Text(template, scope)) : step.Step.Id;
        return new PreviewStep(step.Address, depth, step.Step, title)
        {
            WillRun = runs,
            Command = step.Step is RunStep run ? Masked(Preview.Command(run.Command, scope)) : [],
            Environment = [.. Variables(step).Select(variable => masker.Text($"{variable.Name}={Preview.Text(variable.Template, scope)}"))],
            Questions = [.. Conditions(step.Step).Select(condition => Asked(condition, step))],
            Probe = step.Step.Probe is { } probe ? Asked(probe, step) : null,
            Gate = gate is null ? null : masker.Text(Preview.Text(gate.Title, scope)),
            Approvers = gate is null ? [] : Masked(gate.Approvers.SelectMany(approver => Names(approver, scope))),
            WaitsFor = [.. Templates(step).SelectMany(one => Preview.WaitsFor(one, scope)).Distinct()],
        };
    }

    private ImmutableArray<string> Masked(IEnumerable<string> texts) => [.. texts.Select(masker.Text)];

    private static IEnumerable<NamedTemplate> Variables(StepState step) => step.Step switch
    {
        RunStep => step.Block.Frame.Plan.Environment,
        ShellStep shell => step.Block.Frame.Plan.Environment.Concat(shell.Environment),
        _ => [],
    };

    private static ImmutableArray<Condition> Conditions(Step step) => step switch
    {
        WaitStep wait => wait.Conditions,
        VerifyStep verify => verify.Conditions,
        _ => [],
    };

    /// <summary>What must be known so that the step is: not its title, and not its probe, which is asked afterwards.</summary>
    private static IEnumerable<Template> Templates(StepState step) => (step.Step switch
    {
        RunStep run => run.Command.Words,
        ForEachStep loop => loop.First is null ? [loop.Items] : [loop.Items, loop.First],
        CallStep call => call.With.SelectMany(argument => In(argument.Value)),
        _ => Conditions(step.Step).SelectMany(condition => In(condition.Arguments)),
    }).Concat(Variables(step).Select(variable => variable.Template)).Concat(step.Step.When is { } when ? [when] : []);

    private PreviewQuestion Asked(Condition condition, StepState step)
    {
        var (question, _) = Core.Questions.Of(condition, step);
        var keys = condition.Arguments.Entries.Select(entry => $"{entry.Key}: {Text(entry.Value, step.Block.Scope)}");
        return new(masker.Text(string.Join(", ", keys.Where(key => !key.EndsWith(": ", StringComparison.Ordinal)))), question);
    }

    private static IEnumerable<string> Names(Template approver, IScope scope) =>
        Rendering.Value(approver, scope) is { HasValue: true, Value: ListValue list }
            ? list.Items.Select(name => ValueText.Of(name) ?? "")
            : [Preview.Text(approver, scope)];

    private static string Text(TemplateTree tree, IScope scope) => tree switch
    {
        TemplateLeaf leaf => Preview.Text(leaf.Template, scope),
        TemplateList list => string.Join(' ', list.Items.Select(item => Text(item, scope))),
        TemplateMap map => string.Join(' ', map.Entries.Select(entry => $"{entry.Key}={Text(entry.Value, scope)}")),
        _ => "",
    };

    private static IEnumerable<Template> In(TemplateTree tree) => tree switch
    {
        TemplateLeaf leaf => [leaf.Template],
        TemplateList list => list.Items.SelectMany(In),
        TemplateMap map => map.Entries.SelectMany(entry => In(entry.Value)),
        _ => [],
    };
}

using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions.Functions;
using MeshRunbook.Language.Expressions.Parsing;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions.Binding;

internal sealed partial class Binder
{
    private static readonly string[] Roots = ["params", "steps", "run"];

    private Expression Name(NameSyntax node)
    {
        if (names.Variables.TryGetValue(node.Name, out var variable))
            return Bound(new VariableReference(node.Name), variable.Type, node);
        if (Roots.Contains(node.Name)) return Incomplete(node, node.Name switch
        {
            "params" => "`params.NAME` is a parameter",
            "steps" => "`steps.ID.outputs.NAME` is an output of a step",
            _ => "`run.id`, `run.runbook`, `run.startedBy` and `run.folder` are facts of the run",
        });
        if (Names.Results.Contains(node.Name))
        {
            return names.HasResult
                ? Bound(new ResultReference(node.Name), node.Name == "exitCode" ? DataType.Integer : DataType.String, node)
                : Report(NameCodes.UnknownName, node, $"`{node.Name}` is not known here", "no command has run",
                    $"only a run or shell step can use it, in its own `outputs: {{name: \"{{{{ {node.Name} }}}}\"}}`");
        }
        if (FunctionTable.Find(node.Name) is { } function) return Apply(function, node, [], [], node);
        return Report(NameCodes.UnknownName, node, $"`{node.Name}` means nothing here", "no such name", NameHelp(node.Name));
    }

    private string? NameHelp(string name)
    {
        if (names.Parameters.ContainsKey(name)) return $"the parameter is `params.{name}`";
        if (names.Steps.ContainsKey(name)) return $"an output of that step is `steps.{name}.outputs.NAME`";
        var all = names.Variables.Keys.Concat(Roots).Concat(names.HasResult ? Names.Results : []);
        if (!IsLong && Suggestion.For(name, all) is { } near) return $"did you mean `{near}`?";
        return !IsLong && Suggestion.For(name, names.Parameters.Keys) is { } parameter
            ? $"did you mean `params.{parameter}`?"
            : $"text stands in quotes: `'{name}'`";
    }

    private Expression Member(MemberSyntax node)
    {
        switch (node.Object)
        {
            case NameSyntax { Name: "params" }: return Parameter(node);
            case NameSyntax { Name: "run" }: return RunFact(node);
            case NameSyntax { Name: "steps" }:
                return Incomplete(node, $"an output of it is `steps.{node.Name}.outputs.NAME`");
            case MemberSyntax { Object: NameSyntax { Name: "steps" } } step when node.Name == "outputs":
                return Incomplete(node, $"an output of it is `steps.{step.Name}.outputs.NAME`");
            case MemberSyntax { Object: NameSyntax { Name: "steps" } } step:
                return Incomplete(node, $"did you mean `steps.{step.Name}.outputs.{node.Name}`?");
            case MemberSyntax { Name: "outputs", Object: MemberSyntax { Object: NameSyntax { Name: "steps" } } step }:
                return StepOutput(node, step);
            default: return MemberOf(node);
        }
    }

    private Expression Parameter(MemberSyntax node) => names.Parameters.TryGetValue(node.Name, out var parameter)
        ? Bound(new ParameterReference(node.Name), parameter.Type, node)
        : Report(NameCodes.UnknownParameter, node.NameStart, node.End, $"`params.{node.Name}` is not a parameter",
            "no parameter has this name",
            Near(node.Name, names.Parameters.Keys, "the parameters are") ?? "declare it under `parameters`", node);

    private Expression RunFact(MemberSyntax node) => Names.RunFacts.Contains(node.Name)
        ? Bound(new RunReference(node.Name), node.Name == "folder" ? new StringType(TextFormat.Path) : DataType.String, node)
        : Report(NameCodes.UnknownName, node.NameStart, node.End, $"`run.{node.Name}` is not a fact of the run", "no such fact",
            Near(node.Name, Names.RunFacts), node);

    private Expression StepOutput(MemberSyntax node, MemberSyntax step)
    {
        if (!names.Steps.TryGetValue(step.Name, out var known))
        {
            return Report(NameCodes.UnknownStep, step.NameStart, step.End, $"`{step.Name}` is not the id of a step",
                "no step has this id",
                Near(step.Name, names.Steps.Keys, "the steps are"), node);
        }
        if (known.Hidden is { } hidden)
        {
            return Report(NameCodes.HiddenStep, step.NameStart, step.End, $"step `{step.Name}` {hidden.Reason}",
                "not known here", hidden.Help, node);
        }
        if (known.IsUnreadable) return new LiteralExpression(Value.Null, At(node)) { Type = DataType.Any };
        if (!known.Outputs.TryGetValue(node.Name, out var type))
        {
            return Report(NameCodes.UnknownOutput, node.NameStart, node.End, $"step `{step.Name}` has no output `{node.Name}`",
                "no such output",
                Near(node.Name, known.Outputs.Keys, "its outputs are")
                    ?? $"declare it under `outputs` of `{step.Name}`", node);
        }
        return Bound(new StepOutputReference(step.Name, node.Name), type, node);
    }

    private Expression MemberOf(MemberSyntax node)
    {
        var target = Bind(node.Object);
        if (!node.IsOptional && target.Type.IsOptional)
        {
            return Report(TypeCodes.MayBeAbsent, node.Object, $"{Quote(node.Object)} may be absent", $"this is {target.Type}",
                $"write `?.{node.Name}`, which is null where it is absent");
        }
        return target.Type switch
        {
            AnyType => new MemberExpression(target, node.Name, node.IsOptional, At(node)) { Type = DataType.Any },
            ObjectType shape => Property(target, shape, node.Name, node, node.NameStart, node.End, node.IsOptional),
            _ => Report(NameCodes.UnknownMember, node.NameStart, node.End,
                $"{Quote(node.Object)} is {target.Type}, which has no members",
                "no such member", node.Name == "size" ? "the number of items is `size x`" : null, node),
        };
    }

    private LiteralExpression Incomplete(SyntaxNode node, string help) =>
        Report(NameCodes.IncompleteName, node, $"{Quote(node)} is not a value", "stops half way", help);

    private ReferenceExpression Bound(Reference target, DataType type, SyntaxNode node) => new(target, At(node)) { Type = type };
}

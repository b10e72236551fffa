using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions.Functions;
using MeshRunbook.Language.Expressions.Parsing;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions.Binding;

internal sealed partial class Binder
{
    private static readonly string[] Roots = ["params", "steps", "run"];

    private Expression Name(NameSyntax node)
    {
        if (names.Variables.TryGetValue(node.Name, out var variable))
        {
            if (variable.Declaration is { } declaration) Found(new VariableSymbol(declaration, node.Name), node.Start, node.End, variable.Type);
            return Bound(new VariableReference(node.Name), variable.Type, node);
        }

        if (Roots.Contains(node.Name)) return Incomplete(node, node.Name switch
        {
            "params" => "`params.NAME` is a parameter",
            "steps" => "`steps.ID.outputs.NAME` is an output of a step",
            _ => "`run.id`, `run.runbook`, `run.startedBy` and `run.folder` are facts of the run",
        });
        if (Names.Results.Contains(node.Name))
        {
            if (names.HasResult) Found(new FactSymbol(node.Name), node.Start, node.End, node.Name == "exitCode" ? DataType.Integer : DataType.String);
            return names.HasResult
                ? Bound(new ResultReference(node.Name), node.Name == "exitCode" ? DataType.Integer : DataType.String, node)
                : Report(NameCodes.UnknownName, node, $"`{node.Name}` is not known here", "no command has run",
                    $"only a run or shell step can use it, in its own `outputs: {{name: \"{{{{ {node.Name} }}}}\"}}`");
        }
        if (FunctionTable.Find(node.Name) is { } function) return Apply(function, node, [], [], node);
        return Report(NameCodes.UnknownName, node, $"`{node.Name}` means nothing here", "no such name", NameHelp(node.Name));
    }

    private Advice? NameHelp(string name)
    {
        if (names.Parameters.ContainsKey(name)) return new Advice($"the parameter is `params.{name}`", $"params.{name}");
        if (names.Steps.ContainsKey(name)) return $"an output of that step is `steps.{name}.outputs.NAME`";
        var all = names.Variables.Keys.Concat(Roots).Concat(names.HasResult ? Names.Results : []);
        if (!IsLong && Suggestion.For(name, all) is { } near) return Suggestion.DidYouMean(near);
        return !IsLong && Suggestion.For(name, names.Parameters.Keys) is { } parameter
            ? Suggestion.DidYouMean($"params.{parameter}")
            : new Advice($"text stands in quotes: `'{name}'`", $"'{name}'");
    }

    private Expression Member(MemberSyntax node)
    {
        switch (node.Object)
        {
            case NameSyntax { Name: "params" }: return Parameter(node);
            case NameSyntax { Name: "run" }: return RunFact(node);
            case NameSyntax { Name: "steps" }:
                NoteStep(node);
                return Incomplete(node, $"an output of it is `steps.{node.Name}.outputs.NAME`");
            case MemberSyntax { Object: NameSyntax { Name: "steps" } } step when node.Name == "outputs":
                NoteStep(step);
                return Incomplete(node, $"an output of it is `steps.{step.Name}.outputs.NAME`");
            case MemberSyntax { Object: NameSyntax { Name: "steps" } } step:
                NoteStep(step);
                return Incomplete(node, Suggestion.DidYouMean($"steps.{step.Name}.outputs.{node.Name}"));
            case MemberSyntax { Name: "outputs", Object: MemberSyntax { Object: NameSyntax { Name: "steps" } } step }:
                return StepOutput(node, step);
            default: return MemberOf(node);
        }
    }

    /// <summary>A step whose name stops half way is named all the same.</summary>
    private void NoteStep(MemberSyntax step)
    {
        if (names.Steps.ContainsKey(step.Name)) Found(new StepSymbol(source.Source.Name, step.Name), step.NameStart, step.End);
    }

    private Expression Parameter(MemberSyntax node)
    {
        if (!names.Parameters.TryGetValue(node.Name, out var parameter))
        {
            return Report(NameCodes.UnknownParameter, node.NameStart, node.End, $"`params.{node.Name}` is not a parameter",
                "no parameter has this name",
                Near(node.Name, names.Parameters.Keys, "the parameters are") ?? "declare it under `parameters`", node);
        }

        Found(new ParameterSymbol(source.Source.Name, node.Name), node.NameStart, node.End, parameter.Type);
        return Bound(new ParameterReference(node.Name), parameter.Type, node);
    }

    private Expression RunFact(MemberSyntax node)
    {
        if (!Names.RunFacts.Contains(node.Name))
        {
            return Report(NameCodes.UnknownName, node.NameStart, node.End, $"`run.{node.Name}` is not a fact of the run", "no such fact",
                Near(node.Name, Names.RunFacts), node);
        }

        var type = node.Name == "folder" ? new StringType(TextFormat.Path) : DataType.String;
        Found(new FactSymbol($"run.{node.Name}"), node.NameStart, node.End, type);
        return Bound(new RunReference(node.Name), type, node);
    }

    private Expression StepOutput(MemberSyntax node, MemberSyntax step)
    {
        if (!names.Steps.TryGetValue(step.Name, out var known))
        {
            return Report(NameCodes.UnknownStep, step.NameStart, step.End, $"`{step.Name}` is not the id of a step",
                "no step has this id",
                Near(step.Name, names.Steps.Keys, "the steps are"), node);
        }

        Found(new StepSymbol(source.Source.Name, step.Name), step.NameStart, step.End);
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

        Found(new OutputSymbol(source.Source.Name, step.Name, node.Name), node.NameStart, node.End, type);
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

    private LiteralExpression Incomplete(SyntaxNode node, Advice? help) =>
        Report(NameCodes.IncompleteName, node, $"{Quote(node)} is not a value", "stops half way", help);

    private ReferenceExpression Bound(Reference target, DataType type, SyntaxNode node) => new(target, At(node)) { Type = type };
}

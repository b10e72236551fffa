namespace MeshRunbook.Language.Expressions;

/// <summary>What a name in an expression stands for.</summary>
public abstract record Reference
{
    private protected Reference() { }
}

/// <summary>`params.NAME` of the runbook in which the expression stands.</summary>
public sealed record ParameterReference(string Name) : Reference;

/// <summary>`steps.ID.outputs.NAME`: an output of a step that has always ended before; null if it was skipped.</summary>
public sealed record StepOutputReference(string StepId, string Output) : Reference;

/// <summary>The item of an enclosing forEach, under the name that its `as` gives.</summary>
public sealed record VariableReference(string Name) : Reference;

/// <summary>`run.id`, `run.runbook`, `run.startedBy`, `run.folder`: facts of the run.</summary>
public sealed record RunReference(string Name) : Reference;

/// <summary>`stdout`, `stderr` or `exitCode` of the command, in the `outputs` of its step.</summary>
public sealed record ResultReference(string Name) : Reference;

using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Symbols;

/// <summary>What a name in a runbook stands for. Two names stand for the same thing where their symbols are equal; files are
/// called as their texts are.</summary>
public abstract record Symbol
{
    private protected Symbol() { }

    /// <summary>The name as it is written.</summary>
    public abstract string Written { get; }
}

/// <summary>A parameter of the runbook in a file.</summary>
public sealed record ParameterSymbol(string File, string Name) : Symbol
{
    public override string Written => Name;
}

/// <summary>A step, a checkpoint or a branch.</summary>
public sealed record StepSymbol(string File, string Id) : Symbol
{
    public override string Written => Id;
}

/// <summary>An output of a step, or of the runbook itself where <paramref name="StepId"/> is null.</summary>
public sealed record OutputSymbol(string File, string? StepId, string Name) : Symbol
{
    public override string Written => Name;
}

/// <summary>The variable of the loop whose `as` stands at a place.</summary>
public sealed record VariableSymbol(Location Declaration, string Name) : Symbol
{
    public override string Written => Name;
}

/// <summary>Another runbook, by the name of its text.</summary>
public sealed record RunbookSymbol(string File) : Symbol
{
    public override string Written => File;
}

public sealed record FunctionSymbol(Function Function) : Symbol
{
    public override string Written => Function.Name;
}

/// <summary>A member of an object.</summary>
public sealed record MemberSymbol(string Name, string? Description) : Symbol
{
    public override string Written => Name;
}

/// <summary>A fact of the run such as `run.id`, or a result of a command such as `stdout`.</summary>
public sealed record FactSymbol(string Name) : Symbol
{
    public override string Written => Name;
}

namespace MeshSim.Scenario;

/// <summary>One mistake in a scenario file; line and column count from 1.</summary>
public sealed record ScenarioProblem(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}

/// <summary>All mistakes of a scenario file at once, in the order of the file.</summary>
public sealed class InvalidScenarioException(IReadOnlyList<ScenarioProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<ScenarioProblem> Problems { get; } = problems;
}

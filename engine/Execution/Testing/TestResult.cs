using System.Collections.Immutable;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Execution.Testing;

/// <summary>Why a test failed.</summary>
/// <param name="Message">One line, lower case.</param>
/// <param name="At">Where in the file of tests stands what is not so.</param>
/// <param name="Lines">What was expected and what came, or what to write.</param>
public sealed record TestFailure(string Message, Location At, ImmutableArray<string> Lines);

/// <summary>What came of a test.</summary>
/// <param name="Lasted">In the test's own time.</param>
/// <param name="Took">In real time.</param>
public sealed record TestResult(string Name, Location At, ImmutableArray<TestFailure> Failures, TimeSpan Lasted, TimeSpan Took)
{
    public bool IsPassed => Failures.IsEmpty;
}

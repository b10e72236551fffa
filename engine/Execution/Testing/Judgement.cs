using System.Collections.Immutable;
using MeshRunbook.Execution.Running;
using MeshRunbook.Language.Testing;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Testing;

/// <summary>Holds what came of a test's run against what the test expects.</summary>
internal sealed class Judgement(RunbookTest test, RunEnd end, TestRecord record, IReadOnlyList<string> commands, TimeSpan lasted)
{
    private readonly ImmutableArray<TestFailure>.Builder _failures = ImmutableArray.CreateBuilder<TestFailure>();
    private readonly Expectation _expected = test.Expected;

    public static ImmutableArray<TestFailure> Of(RunbookTest test, RunEnd end, TestRecord record, IReadOnlyList<string> commands, TimeSpan lasted) =>
        new Judgement(test, end, record, commands, lasted).Judge();

    private ImmutableArray<TestFailure> Judge()
    {
        Status();
        if (_expected.Steps is { } steps) Add(ListComparison.Of("step", steps, record.Steps));
        if (_expected.Commands is { } expected) Add(ListComparison.Of("command", expected, commands));
        foreach (var item in _expected.Skipped) Skipped(item);
        foreach (var item in _expected.Never)
            if (commands.FirstOrDefault(item.Matches) is { } ran)
                Fail($"a command ran that must never run", item.Location, $"- {item}", $"+ {ran}");
        foreach (var (name, value, location) in _expected.Outputs) Output(name, value, location);
        if (_expected.Lasts is var (time, at) && time != lasted)
            Fail("the run lasts another time than expected", at, $"- {DurationText.Format(time)}", $"+ {DurationText.Format(lasted)}");
        return _failures.DrainToImmutable();
    }

    private void Status()
    {
        var found = end.Outcome switch
        {
            RunOutcome.Succeeded => nameof(ExpectedStatus.Succeeded),
            RunOutcome.Failed => nameof(ExpectedStatus.Failed),
            RunOutcome.Rejected => nameof(ExpectedStatus.Rejected),
            RunOutcome.WaitingForPerson => nameof(ExpectedStatus.Waiting),
            var other => other.ToString(),
        };
        if (found != _expected.Status.ToString())
        {
            string[] reason = end.Message is { } message ? [$"  {message}"] : [];
            Fail($"the run ended otherwise than expected", _expected.Location, [$"- {Lower(_expected.Status.ToString())}", $"+ {Lower(found)}", .. reason]);
        }
        else if (_expected.Failure is { } failure && !failure.Matches(end.Message ?? ""))
        {
            Fail("the run failed for another reason than expected", failure.Location, $"- {failure}", $"+ {end.Message}");
        }
    }

    private void Skipped(ExpectedItem item)
    {
        if (record.Skipped.Any(step => item.IsInside ? TestedSteps.IsInside(item.Pattern!, step) : item.Pattern is null || TestedSteps.Fits(item.Pattern, step))) return;
        var ran = record.Steps.FirstOrDefault(step => item.Pattern is not null && (TestedSteps.Fits(item.Pattern, step) || TestedSteps.IsInside(item.Pattern, step)));
        Fail($"`{item}` was not skipped", item.Location, ran is null ? "  the run did not come to it" : $"  it ran: {ran}");
    }

    private void Output(string name, ValuePattern expected, Location at)
    {
        var found = end.State.Outputs?[name];
        if (found is not null && expected.Matches(found)) return;
        if (found is null && end.State.Outputs is not null) found = Value.Null;
        Fail($"the output `{name}` is another one than expected", at, $"+ {(found is null ? "nothing: the run did not get to its end" : ValueJson.Text(found, ValueJson.Masked))}");
    }

    private void Fail(string message, Location at, params string[] lines) => _failures.Add(new(message, at, [.. lines]));

    private void Add(TestFailure? failure)
    {
        if (failure is not null) _failures.Add(failure);
    }

    private static string Lower(string word) => word.ToLowerInvariant();
}

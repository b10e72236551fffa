using System.Collections.Immutable;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>Something that is due in a run.</summary>
public abstract record NextAction;

/// <summary>Record what follows from the state alone.</summary>
public sealed record RecordEvent(Event Event) : NextAction;

/// <summary>Start the command of a step, after its intent is recorded.</summary>
public sealed record StartCommand(StepState Step, int Attempt, CommandLine Command) : NextAction;

/// <summary>Ask the conditions of a wait or verify, after its start is recorded.</summary>
/// <param name="Interval">How long to wait before they are asked again; null to ask once.</param>
public sealed record StartQuestions(
    StepState Step, int Attempt, ImmutableArray<Question> Questions, TimeSpan? Timeout, TimeSpan? Interval) : NextAction;

/// <summary>Ask the probe of a step in doubt.</summary>
public sealed record AskProbe(StepState Step, Question Question) : NextAction;

/// <summary>Ask what a gate rests on, and open it.</summary>
public sealed record OpenGate(GateState Gate) : NextAction;

/// <summary>A gate has its approvals: ask again what they rest on, and pass it where nothing has changed.</summary>
public sealed record PassGate(GateState Gate) : NextAction;

/// <summary>Let people answer an open gate.</summary>
public sealed record AskPeople(GateState Gate) : NextAction;

/// <summary>Nothing is due here before this time.</summary>
public sealed record WaitUntil(DateTimeOffset Time) : NextAction;

/// <summary>Let go of the run; nothing is running.</summary>
public sealed record StopRun(StopReason Reason, string Message) : NextAction;

/// <summary>A command with its values put in.</summary>
/// <param name="Secrets">Secret values in it, which must be masked wherever they show up.</param>
public sealed record CommandLine(
    ImmutableArray<string> Words, ImmutableDictionary<string, string> Environment, TimeSpan? Timeout, ImmutableArray<Value> Secrets)
{
    /// <summary>Exit statuses that count as success.</summary>
    public ImmutableArray<int> SuccessCodes { get; init; } = [0];
}

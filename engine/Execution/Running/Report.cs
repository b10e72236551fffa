using System.Collections.Immutable;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Running;

/// <summary>What comes back to the runner from what it has set going.</summary>
internal record Report
{
    /// <summary>Look again: time has passed, or the run is to stop.</summary>
    public static Report Nothing { get; } = new();
}

internal sealed record CommandRuns(StepState Step, ProcessIdentity Process) : Report;

internal sealed record CommandEnded(StartCommand Start, CommandResult Result) : Report;

/// <summary>The conditions of a wait or verify were asked.</summary>
internal sealed record QuestionsAnswered(StepState Step, StepFinished Finished) : Report;

/// <param name="Event">What to record; null where nothing came of it.</param>
internal sealed record AttemptEnded(StepState Step, Event? Event) : Report;

/// <summary>What a gate rests on was asked.</summary>
/// <param name="Opened">As the gate was open then; null where it was to be opened for the first time.</param>
/// <param name="Findings">Null where the run was stopped before all had answered.</param>
internal sealed record GateExamined(GateState Gate, GateOpened? Opened, bool Passes, ImmutableArray<GateFinding>? Findings) : Report;

/// <param name="Reply">Null where nobody is there.</param>
internal sealed record GateReplied(GateState Gate, GateOpened Opened, GateReply? Reply) : Report;

using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Journal;

/// <summary>Something that happened in a run. The state of a run is the fold of its events, and nothing else.</summary>
public abstract record Event;

/// <summary>The first event: what is run, with what.</summary>
/// <param name="Parameters">Bound parameters; secret ones are stored as a keyed digest only.</param>
/// <param name="RollbackOf">The run that this one takes back, or null.</param>
/// <param name="Teams">Who belongs to the teams that gates name as approvers: team to list of user names.</param>
/// <param name="RecordDigest">SHA-256 of the run's record as the store keeps it; null in journals of format 1.</param>
/// <param name="TextsDigest">SHA-256 of the list of its pinned texts and their digests; null in journals of format 1.</param>
/// <param name="SavedPlan">The digest of the saved plan that the run carries out, and is held to; null where it has none.</param>
public sealed record RunStarted(
    string RunId, string Runbook, string Version, string Digest, MapValue Parameters, string? Lock, string? RollbackOf = null,
    MapValue? Teams = null, string? RecordDigest = null, string? TextsDigest = null, string? SavedPlan = null) : Event;

/// <summary>An engine took the run up: at its start and at each resume.</summary>
public sealed record EngineStarted(string Host, int ProcessId, string EngineVersion) : Event;

/// <summary>The intent: written before the step acts. Without a later <see cref="StepFinished"/> the step is in doubt.</summary>
/// <param name="Command">The rendered command with secrets masked; null for steps that start none.</param>
public sealed record StepStarted(Address Address, int Attempt, ImmutableArray<string>? Command = null, MapValue? Arguments = null) : Event;

/// <summary>The command of a step runs as this process, so that a later engine can see whether it still does.</summary>
/// <param name="StartTicks">The process's start time as the kernel counts it, which tells reused ids apart.</param>
public sealed record CommandStarted(Address Address, int ProcessId, long StartTicks) : Event;

public enum StepResult { Succeeded, Failed, TimedOut, Cancelled }

/// <summary>The outcome of an attempt.</summary>
/// <param name="Error">What went wrong, one line for people first; null on success.</param>
/// <param name="Probe">What the probe said right after success, as the base for later drift checks.</param>
/// <param name="Answers">What the conditions of a wait or verify said.</param>
public sealed record StepFinished(
    Address Address,
    int Attempt,
    StepResult Result,
    int? ExitCode = null,
    string? Error = null,
    MapValue? Outputs = null,
    Answer? Probe = null,
    ImmutableArray<Answer>? Answers = null) : Event;

/// <summary>The step's `when` was false.</summary>
public sealed record StepSkipped(Address Address) : Event;

/// <summary>A step in doubt was looked at on resume.</summary>
public sealed record StepProbed(Address Address, Answer Answer) : Event;

public enum Decision { Retry, MarkDone, Skip }

/// <summary>A person, or a probe that holds, decided on a step that had failed or was in doubt.</summary>
public sealed record StepDecided(Address Address, Decision Decision, string Reason) : Event;

/// <summary>The items of a loop, fixed for the rest of the run.</summary>
/// <param name="FirstCount">How many of them, from the front, are the first ones.</param>
public sealed record LoopExpanded(Address Address, ImmutableArray<LoopItem> Items, int FirstCount) : Event;

public sealed record LoopItem(string Key, Value Value);

public sealed record CheckpointReached(Address Address) : Event;

/// <summary>A gate waits for people.</summary>
/// <param name="Evidence">SHA-256 over the runbook, the parameters, what has been found out since the gate before and what is
/// shown: an answer counts only for it.</param>
/// <param name="Shown">What the conditions on which the gate rests said when it was opened; null where there are none, or an
/// earlier version did not ask.</param>
/// <param name="Changes">Where it was opened again: why the answers until then have lapsed.</param>
public sealed record GateOpened(
    Address Address, string Title, string? Description, ImmutableArray<string> Approvers, int MinApprovals, bool NotByStarter,
    DateTimeOffset? Deadline, string Evidence, ImmutableArray<GateFinding>? Shown = null, ImmutableArray<GateChange>? Changes = null) : Event;

/// <summary>What a condition said of the world for a gate.</summary>
/// <param name="Number">Which of its step's conditions, counted from 0; its probe is the last one.</param>
/// <param name="Facts">What of the evidence tells one world from another; see <see cref="Answer.Telling"/>.</param>
public sealed record GateFinding(Address Address, int Number, Verdict Verdict, string Summary, Value Facts);

/// <summary>A change that made answers lapse, in words for people.</summary>
/// <param name="What">The step's address, or what of the run it is.</param>
public sealed record GateChange(string What, string Before, string Now);

/// <summary>A person's answer; the entry's actor is that person.</summary>
public sealed record GateAnswered(Address Address, bool Approved, string? Comment, string Evidence) : Event;

public enum GateEnd { Approved, Rejected, TimedOut }

public sealed record GateClosed(Address Address, GateEnd End) : Event;

/// <summary>A person moved the run to another text of its runbook, which is pinned with the run; the entry's actor is that person.</summary>
/// <param name="From">The digest of the text that the run followed before.</param>
/// <param name="Digest">The digest of the text that it follows from here on.</param>
/// <param name="Parameters">The parameters of the new text: what the run was started with, and values for those that are new.</param>
public sealed record RunbookChanged(string From, string Digest, string Version, MapValue Parameters, string? Lock, string Reason) : Event;

public enum StopReason { Failed, WaitingForPerson, InDoubt, Interrupted, Rejected, OffPlan }

/// <summary>The engine let go of the run, which can be resumed.</summary>
public sealed record RunStopped(StopReason Reason, string? Message = null) : Event;

/// <summary>The last event of a run that went through.</summary>
public sealed record RunFinished(MapValue Outputs) : Event;

/// <summary>A person took a lock away from an owner that was gone; the entry's actor is that person.</summary>
/// <param name="Owner">Who had it, as user@host.</param>
public sealed record LockReleased(string Key, string Owner, string Host, int ProcessId, string Reason) : Event;

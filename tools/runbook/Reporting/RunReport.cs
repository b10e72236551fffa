using System.Collections.Immutable;
using MeshRunbook.Cli.Reporting.Mesh;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Reporting;

/// <summary>All that a report says of a run, as its journal, its logs and its artifacts tell. Times are UTC.</summary>
internal sealed record RunReport
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Runbook { get; init; }

    public required string Version { get; init; }

    public string? Description { get; init; }

    /// <summary>SHA-256 of the runbook's text and of what it calls.</summary>
    public required string RunbookDigest { get; init; }

    /// <summary>How the run stands, in a word or two.</summary>
    public required string Standing { get; init; }

    /// <summary>Why the engine let go of it; null where it did not, or has nothing to say.</summary>
    public string? StopMessage { get; init; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>The last event.</summary>
    public required DateTimeOffset To { get; init; }

    public string? RollbackOf { get; init; }

    /// <summary>Whether the run was on a simulated mesh.</summary>
    public required bool IsRehearsal { get; init; }

    public required (int Done, int Skipped, int Failed) Steps { get; init; }

    /// <summary>How many commands were started, and how many of these did not succeed.</summary>
    public required (int Started, int Failed) Commands { get; init; }

    /// <summary>Parameters as text, secrets masked.</summary>
    public required IReadOnlyList<(string Name, string Value)> Parameters { get; init; }

    public required IReadOnlyList<(string Name, string Sha256)> Sources { get; init; }

    public required ImmutableArray<StepNode> Tree { get; init; }

    public required IReadOnlyList<GateRecord> Gates { get; init; }

    public required IReadOnlyList<Incident> Incidents { get; init; }

    public required IReadOnlyList<CheckpointRecord> Checkpoints { get; init; }

    /// <summary>Null where nothing is known of a mesh.</summary>
    public MeshPicture? Mesh { get; init; }

    /// <summary>What the prober of the simulated mesh has counted; null on a real mesh.</summary>
    public ProbeCounts? Probes { get; init; }

    /// <summary>The same for each gateway; empty on a real mesh.</summary>
    public IReadOnlyList<GatewayCount> Gateways { get; init; } = [];

    /// <summary>The run's clusters side by side; null where it does not work on several.</summary>
    public Fleet? Fleet { get; init; }

    public required int Entries { get; init; }

    /// <summary>SHA-256 of the journal's last line, in which the digests of all lines before are chained.</summary>
    public required string JournalDigest { get; init; }

    public TimeSpan Duration => To - From;

    /// <summary>Times at which something happened, sorted.</summary>
    public required ImmutableArray<DateTimeOffset> Activity { get; init; }
}

/// <summary>A step, an item of a loop or a branch, with what is inside it.</summary>
/// <param name="Kind">The step's key in the runbook, such as `run`; `item` or `branch` for these.</param>
/// <param name="Context">The kubeconfig context that its runbook works on, or null.</param>
/// <param name="Straight">Whether it, and all inside, is done or skipped without a failure on the way.</param>
internal sealed record StepNode(
    string Address, string Title, string Kind, StepStatus Status, DateTimeOffset? From, DateTimeOffset? To, string? Error, string? Context,
    ImmutableArray<AttemptRecord> Attempts, ImmutableArray<Answer> Answers, ImmutableArray<StepNode> Inner, bool Straight)
{
    public TimeSpan? Duration => To - From;
}

/// <summary>One attempt of a step.</summary>
/// <param name="Command">As a shell would need it, secrets masked; null where none was started.</param>
/// <param name="Tail">The last lines that it printed.</param>
/// <param name="IsTailLeftOut">Whether its output is not shown because the run has too many commands.</param>
internal sealed record AttemptRecord(
    int Number, DateTimeOffset From, DateTimeOffset? To, StepResult? Result, int? ExitCode, string? Error, string? Command,
    ImmutableArray<string> Tail, bool IsTailLeftOut);

/// <summary>A gate from when it was opened until it was closed.</summary>
/// <param name="Evidence">Digest of what the answers are bound to.</param>
/// <param name="Findings">What conditions and probes had said since the gate before.</param>
internal sealed record GateRecord(
    string Address, string Title, string? Description, string? Context, DateTimeOffset Opened, DateTimeOffset? Closed, GateEnd? End, string Evidence,
    ImmutableArray<Finding> Findings, ImmutableArray<Vote> Votes)
{
    /// <summary>Why its answers lapsed, so that it was opened again; empty where they did not.</summary>
    public ImmutableArray<GateChange> LapsedBy { get; init; } = [];
}

internal sealed record Finding(string Address, Answer Answer);

/// <param name="Counts">False where the answer was to other evidence, and has lapsed.</param>
internal sealed record Vote(string Actor, bool Approved, string? Comment, DateTimeOffset Time, bool Counts);

/// <summary>Something that did not go straight on: a failure, a decision, an interruption.</summary>
internal sealed record Incident(DateTimeOffset Time, string What, string? Address, string Who, string Why);

/// <param name="Context">The kubeconfig context that it belongs to; null where it belongs to the whole run.</param>
/// <param name="Phase">The step of the runbook in which it lies; empty for its own.</param>
internal sealed record CheckpointRecord(string Address, string Name, string Phase, string? Context, DateTimeOffset Time);

/// <summary>How many requests the prober of a simulated mesh has sent through the Service of a gateway.</summary>
internal sealed record GatewayCount(string Cluster, string Namespace, string Name, long Requests, long Failed);

/// <summary>What the prober of a simulated mesh has counted.</summary>
internal sealed record ProbeCounts(long Checked, long Failed, long Handshakes, long HandshakesFailed, long GatewayRequests, long GatewayRequestsFailed);

using System.Collections.Immutable;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Planning;

/// <summary>
/// What a run will do, made before it starts and kept in a file: whoever has read it can have exactly that carried out. It pins
/// all on which it rests, and holds no secret.
/// </summary>
public sealed record SavedPlan
{
    /// <summary>The name under which a run pins the plan that it follows, beside its texts.</summary>
    public const string TextName = "saved plan";

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who made it, as user@host.</summary>
    public required string MadeBy { get; init; }

    /// <summary>The version of the engine that made it.</summary>
    public required string MadeWith { get; init; }

    public required PlannedRunbook Runbook { get; init; }

    /// <summary>The folder in which its run will live; only there can be seen whether it was carried out.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The folder from which its relative paths count.</summary>
    public required string WorkingFolder { get; init; }

    public string? Lock { get; init; }

    /// <summary>Bound parameters; a secret is a keyed digest.</summary>
    public required MapValue Parameters { get; init; }

    /// <summary>Parameters that a person gave by hand, so that no file and no variable can change them.</summary>
    public ImmutableArray<string> GivenByHand { get; init; } = [];

    /// <summary>Full paths of the files from which parameters came.</summary>
    public ImmutableArray<string> ParameterFiles { get; init; } = [];

    /// <summary>Random bytes, Base64: the key of the digests that stand for secrets here and in the journal of its run.</summary>
    public required string DigestKey { get; init; }

    public ImmutableArray<PlannedTool> Tools { get; init; } = [];

    public ImmutableArray<PlannedCluster> Clusters { get; init; } = [];

    public required ImmutableArray<PlannedStep> Steps { get; init; }

    /// <summary>The runbook's own text first, then what it calls and its rollback.</summary>
    public ImmutableArray<PinnedSource> Texts { get; init; } = [];
}

/// <param name="Digest">Of its text and those that it calls.</param>
public sealed record PlannedRunbook(string Name, string Version, string Title, string Path, string Digest);

/// <summary>A tool that the runbook or what it calls requires.</summary>
/// <param name="Version">What it says of itself; null where it is missing or does not say.</param>
public sealed record PlannedTool(string Tool, string? Version);

/// <summary>A cluster that the plan looks at or works on, by kubeconfig and context; a part that is null is kubectl's own default.</summary>
/// <param name="Server">The address of its API server.</param>
/// <param name="Uid">The UID of its namespace kube-system, which no other cluster has.</param>
/// <param name="Problem">Why server and UID are not known; null where they are.</param>
public sealed record PlannedCluster(string? Kubeconfig, string? Context, string? Server, string? Uid, string? Problem);

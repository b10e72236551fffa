using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Plans;

/// <summary>A checked runbook: everything in it is bound and typed, and what it calls is compiled with it. Never holds status.</summary>
public sealed record Plan
{
    public required string Name { get; init; }

    /// <summary>Semantic version of the procedure.</summary>
    public required string Version { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Path, relative to this runbook, of the runbook that takes a run of this one back.</summary>
    public string? Rollback { get; init; }

    public required ImmutableArray<Parameter> Parameters { get; init; }

    public required ImmutableArray<Requirement> Requires { get; init; }

    /// <summary>One run at a time has this key.</summary>
    public Template? Lock { get; init; }

    /// <summary>The cluster at which the conditions look that name none.</summary>
    public ClusterTemplate? Cluster { get; init; }

    /// <summary>Variables that the commands of this runbook get beside those of the engine itself.</summary>
    public required ImmutableArray<NamedTemplate> Environment { get; init; }

    public required ImmutableArray<Step> Steps { get; init; }

    /// <summary>What a caller, or a rollback, gets from a run.</summary>
    public required ImmutableArray<Output> Outputs { get; init; }

    public required SourceText Source { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the runbook's text and, through its calls, of theirs.</summary>
    public required string Digest { get; init; }
}

/// <summary>Kubeconfig file and context, as kubectl takes them; a part that is null is kubectl's own default.</summary>
public sealed record ClusterTemplate(Template? Kubeconfig, Template? Context);

public sealed record NamedTemplate(string Name, Template Template);

/// <summary>A tool that must be on PATH; <paramref name="Version"/> such as ">=1.20", null for any.</summary>
public sealed record Requirement(string Tool, string? Version, Location Location);

/// <summary>A value that a step or a runbook yields.</summary>
public sealed record Output(string Name, Template Template, bool IsSensitive = false)
{
    public required Types.DataType Type { get; init; }
}

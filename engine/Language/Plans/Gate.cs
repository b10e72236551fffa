using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;

namespace MeshRunbook.Language.Plans;

/// <summary>A question to people.</summary>
public sealed record Gate(Template Title)
{
    public Template? Description { get; init; }

    /// <summary>Who may answer: user names, or names of teams that the run was told of; anybody where empty. A whole template that
    /// yields a list stands for its items.</summary>
    public ImmutableArray<Template> Approvers { get; init; } = [];

    public int MinApprovals { get; init; } = 1;

    /// <summary>Whether the one who started the run may not approve.</summary>
    public bool NotByStarter { get; init; }

    public Template? Timeout { get; init; }

    public Rejection OnReject { get; init; } = Rejection.Stop;
}

/// <summary>What a rejection does: the run stops with everything recorded, or its rollback is started.</summary>
public enum Rejection { Stop, Rollback }

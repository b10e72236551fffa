namespace MeshSim.Api;

/// <summary>What happens to an object's dependents when it goes.</summary>
public enum Propagation
{
    Background,
    Foreground,
    Orphan,
}

/// <summary>How a delete is to be done, as in Kubernetes' DeleteOptions.</summary>
public sealed record DeleteOptions
{
    public Propagation Propagation { get; init; } = Propagation.Background;

    /// <summary>Seconds that a pod may take; null means its own <c>terminationGracePeriodSeconds</c>, 0 removes it at once.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>The delete is refused with a conflict unless the object has this uid.</summary>
    public string? Uid { get; init; }

    /// <summary>The delete is refused with a conflict unless the object has this version.</summary>
    public string? ResourceVersion { get; init; }

    public bool DryRun { get; init; }
}

namespace MeshSim.Api;

/// <summary>Which part of an object a write may change.</summary>
public enum WriteScope
{
    /// <summary>All but the status, where the type has a status subresource.</summary>
    Main,

    /// <summary>Only the status.</summary>
    Status,

    /// <summary>Everything at once; for seeding a cluster from inside.</summary>
    Everything,
}

/// <summary>How a write is to be done.</summary>
/// <param name="Manager">The field manager to record in <c>managedFields</c>.</param>
public sealed record WriteOptions(string Manager)
{
    public WriteScope Scope { get; init; } = WriteScope.Main;

    /// <summary>Runs every check and returns the result without storing it.</summary>
    public bool DryRun { get; init; }

    /// <summary>The object's <c>managedFields</c> are already as they shall be; server-side apply reckons them itself.</summary>
    public bool FieldsRecorded { get; init; }

    public static WriteOptions Controller { get; } = new("kube-controller-manager");
    public static WriteOptions ControllerStatus { get; } = Controller with { Scope = WriteScope.Status };
}

namespace MeshRunbook.Execution.Running;

/// <summary>The engine at work, and for whom.</summary>
/// <param name="Actor">The person, as user@host.</param>
public sealed record EngineIdentity(string Actor, string Host, int ProcessId, string Version);

namespace MeshSim.Api;

/// <summary>One mutating request that the server received.</summary>
/// <param name="Changed">Whether it changed anything that is stored; never for dry runs.</param>
public sealed record AuditEntry(
    long Number, DateTimeOffset Time, string Verb, string Resource, string Subresource, string Namespace, string Name,
    string UserAgent, int Code, bool Changed, string User, bool DryRun);

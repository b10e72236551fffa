namespace MeshRunbook.Execution.Core;

/// <summary>What a run's state rests on beside its events.</summary>
/// <param name="ArtifactsFolder">Behind the name `run.folder`.</param>
/// <param name="Secrets">The values that the journal refers to by digest only.</param>
public sealed record RunFacts(string ArtifactsFolder, Secrets.Vault Secrets);

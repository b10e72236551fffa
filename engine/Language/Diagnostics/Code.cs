namespace MeshRunbook.Language.Diagnostics;

/// <summary>A rule that a runbook can break: its number, and the long text that `runbook explain` prints.</summary>
public sealed record Code(string Id, Severity Severity, string Title, string Explanation)
{
    public override string ToString() => Id;
}

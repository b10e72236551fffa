namespace MeshRunbook.Cli.Reporting.Mesh;

/// <summary>The moments at which a report tells the mesh in numbers.</summary>
internal static class TrustTable
{
    /// <summary>The start, each checkpoint of the whole run, and the end.</summary>
    public static IEnumerable<(string Name, DateTimeOffset Time)> Moments(RunReport report) =>
    [
        ("start", report.From),
        .. report.Checkpoints.Where(checkpoint => checkpoint.Phase.Length == 0).Select(checkpoint => (checkpoint.Name, checkpoint.Time)),
        ("end", report.To),
    ];
}

namespace MeshRunbook.Mesh.Cluster;

/// <summary>Which objects of a list are wanted, and how much of each.</summary>
/// <param name="Labels">A label selector as kubectl's <c>-l</c> takes it.</param>
/// <param name="Fields">A field selector.</param>
/// <param name="MetadataOnly">Whether the server leaves out all but the metadata.</param>
internal sealed record Selection(string? Labels = null, string? Fields = null, bool MetadataOnly = false)
{
    public static Selection All { get; } = new();

    /// <summary>What goes behind another query parameter; empty where everything is wanted.</summary>
    public string Query =>
        (Labels is null ? "" : "&labelSelector=" + Uri.EscapeDataString(Labels))
        + (Fields is null ? "" : "&fieldSelector=" + Uri.EscapeDataString(Fields));
}

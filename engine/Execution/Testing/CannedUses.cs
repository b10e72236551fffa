namespace MeshRunbook.Execution.Testing;

/// <summary>How often canned answers were given.</summary>
internal sealed class CannedUses
{
    private readonly Dictionary<object, int> _counts = new(ReferenceEqualityComparer.Instance);

    public int Of(object canned) => _counts.GetValueOrDefault(canned);

    public void Add(object canned, int count = 1) => _counts[canned] = Of(canned) + count;

    /// <summary>Whether a canned answer may still be given.</summary>
    public bool IsLeft(object canned, int? times) => times is null || Of(canned) < times;
}

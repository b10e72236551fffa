namespace MeshSim.Certificates;

/// <summary>The roots that a proxy trusts, without duplicates and sorted by their PEM text, as Envoy's ROOTCA secret has them.</summary>
public sealed class TrustBundle : IEquatable<TrustBundle>
{
    private readonly HashSet<string> _fingerprints;

    private TrustBundle(IReadOnlyList<Root> roots)
    {
        Roots = roots;
        _fingerprints = [.. roots.Select(root => root.Fingerprint)];
        Id = string.Join('+', roots.Select(root => root.Fingerprint));
    }

    public static TrustBundle Empty { get; } = new([]);

    public IReadOnlyList<Root> Roots { get; }

    /// <summary>The same for bundles of the same roots.</summary>
    public string Id { get; }

    public string Pem => string.Concat(Roots.Select(root => root.Pem));

    public static TrustBundle Of(params IEnumerable<Root> roots) =>
        new([.. roots.Distinct().OrderBy(root => root.Pem, StringComparer.Ordinal)]);

    public bool Trusts(Root root) => _fingerprints.Contains(root.Fingerprint);

    public bool Equals(TrustBundle? other) => other is not null && other.Id == Id;

    public override bool Equals(object? obj) => Equals(obj as TrustBundle);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}

using System.Diagnostics;

namespace MeshRunbook.Cli.Reporting.Mesh;

/// <summary>How trust is called in reports.</summary>
internal static class Wording
{
    public static string Of(Trusts trusts) => trusts switch
    {
        Trusts.Old => "old",
        Trusts.Both => "both",
        Trusts.New => "new",
        Trusts.Away => "no proxy",
        _ => throw new UnreachableException(),
    };

    /// <summary>What all workloads of a group have in common: which roots and whose certificates; `mixed` where they differ.</summary>
    public static (string Trusts, string Signed) Of(TrustCounts counts)
    {
        if (counts.All == 0) return ("–", "–");
        return (One(counts.Old, counts.Both, counts.New, counts.Away), One(counts.OldSigned, counts.BothSigned, counts.NewSigned, counts.AwaySigned));
    }

    /// <summary>Who signed the certificates, for a word of <see cref="Of(TrustCounts)"/>.</summary>
    public static string Signer(string signed) => signed switch
    {
        "old" => "the old CA",
        "new" => "Mesh CA",
        "no proxy" => "nobody",
        _ => "some by each CA",
    };

    private static string One(int old, int both, int @new, int away) => (old > 0, both > 0, @new > 0, away > 0) switch
    {
        (true, false, false, _) => "old",
        (false, true, false, _) => "both",
        (false, false, true, _) => "new",
        (false, false, false, _) => "no proxy",
        _ => "mixed",
    };
}

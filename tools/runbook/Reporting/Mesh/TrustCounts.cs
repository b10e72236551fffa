namespace MeshRunbook.Cli.Reporting.Mesh;

/// <summary>Which roots a workload trusts: all its proxies do.</summary>
internal enum Trusts
{
    /// <summary>Only roots of the CA that goes.</summary>
    Old,

    Both,

    /// <summary>Only the root of Mesh CA.</summary>
    New,

    /// <summary>No proxy runs just now, and one will again; or nothing is known of it.</summary>
    Away,
}

/// <summary>Which CA signed the certificates of a workload.</summary>
internal enum Signed
{
    Old,

    /// <summary>Some of its proxies have one of the old CA, some of Mesh CA.</summary>
    Both,

    New,
    Away,
}

/// <summary>Numbers of workloads.</summary>
internal readonly record struct TrustCounts(int Old, int Both, int New, int Away, int OldSigned, int BothSigned, int NewSigned, int AwaySigned)
{
    /// <summary>Workloads whose trust is known or was.</summary>
    public int All => Old + Both + New + Away;

    public static TrustCounts Of(Trusts trusts, Signed signed, int workloads) => new(
        trusts == Trusts.Old ? workloads : 0, trusts == Trusts.Both ? workloads : 0, trusts == Trusts.New ? workloads : 0, trusts == Trusts.Away ? workloads : 0,
        signed == Signed.Old ? workloads : 0, signed == Signed.Both ? workloads : 0, signed == Signed.New ? workloads : 0, signed == Signed.Away ? workloads : 0);

    public static TrustCounts operator +(TrustCounts one, TrustCounts other) => new(
        one.Old + other.Old, one.Both + other.Both, one.New + other.New, one.Away + other.Away, one.OldSigned + other.OldSigned,
        one.BothSigned + other.BothSigned, one.NewSigned + other.NewSigned, one.AwaySigned + other.AwaySigned);
}

/// <summary>Roots by what they are: Mesh CA's, or any other, which is the CA that goes.</summary>
internal static class RootSets
{
    public static Trusts TrustsOf(IReadOnlyCollection<string> roots, ISet<string> meshCa)
    {
        var fresh = roots.Count(meshCa.Contains);
        return roots.Count == 0 ? Trusts.Away : fresh == 0 ? Trusts.Old : fresh == roots.Count ? Trusts.New : Trusts.Both;
    }

    public static Signed SignedBy(IReadOnlyCollection<string> roots, ISet<string> meshCa) => TrustsOf(roots, meshCa) switch
    {
        Trusts.Old => Signed.Old,
        Trusts.Both => Signed.Both,
        Trusts.New => Signed.New,
        _ => Signed.Away,
    };
}

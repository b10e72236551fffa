using System.Security.Cryptography;
using System.Text;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Plans;

/// <summary>What pins a runbook: a digest of its text and of the texts that it calls.</summary>
internal static class PlanDigest
{
    /// <summary>SHA-256 over the text as UTF-8 and, for each call in order, a line break and the called runbook's own digest.</summary>
    public static string Of(SourceText source, IEnumerable<Step> steps)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(source.Content));
        foreach (var call in CallsIn(steps)) hash.AppendData(Encoding.UTF8.GetBytes("\n" + call.Callee.Digest));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<CallStep> CallsIn(IEnumerable<Step> steps) => steps.SelectMany(step => step switch
    {
        CallStep call => [call],
        ForEachStep loop => CallsIn(loop.Steps),
        ParallelStep parallel => parallel.Branches.SelectMany(branch => CallsIn(branch.Steps)),
        _ => [],
    });
}

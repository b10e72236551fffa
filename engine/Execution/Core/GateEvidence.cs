using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>
/// What an answer to a gate is bound to: the runbook, the parameters, what was found out since the gate before, and what its
/// conditions say of the world when it is opened.
/// </summary>
internal static class GateEvidence
{
    /// <summary>Lower-case hexadecimal SHA-256; the same run at the same place gives the same.</summary>
    public static string Of(RunState state, GateState gate, ImmutableArray<GateFinding>? shown)
    {
        var findings = gate.Opened is null ? OfFindings(state.Findings) : gate.Findings;
        var parameters = Encoding.UTF8.GetString(JournalValues.ToUtf8(state.Started?.Parameters ?? Value.Null));
        var text = $"{state.Plan.Digest}\n{gate.Address}\n{parameters}\n{findings}";
        return Hash(shown is { } now ? $"{text}\n{OfShown(now)}" : text);
    }

    private static string OfShown(ImmutableArray<GateFinding> shown)
    {
        var text = new StringBuilder();
        foreach (var finding in shown)
            text.Append(finding.Address).Append('\t').Append(finding.Number).Append('\t').Append(finding.Verdict).Append('\t')
                .Append(Encoding.UTF8.GetString(JournalValues.ToUtf8(finding.Facts))).Append('\n');
        return Hash(text.ToString());
    }

    public static string OfFindings(IReadOnlyList<(Address Address, Answer Answer)> findings)
    {
        var text = new StringBuilder();
        foreach (var (address, answer) in findings)
            text.Append(address).Append('\t').Append(answer.Verdict).Append('\t')
                .Append(Encoding.UTF8.GetString(JournalValues.ToUtf8(answer.Evidence))).Append('\n');
        return Hash(text.ToString());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

using System.Collections.Immutable;
using System.Diagnostics;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>What is otherwise than when a gate was opened, so that answers which rest on it lapse.</summary>
internal static class GateChanges
{
    private const int DigestShown = 12;

    /// <param name="now">What the conditions on which the gate rests say now.</param>
    public static ImmutableArray<GateChange> Of(RunState state, GateState gate, ImmutableArray<GateFinding> now)
    {
        if (gate.Opened is not { } opened || state.Started is not { } started) return [];
        var changes = ImmutableArray.CreateBuilder<GateChange>();
        if (started.Digest != gate.Basis.Digest) changes.Add(new("the runbook's text", Short(gate.Basis.Digest), Short(started.Digest)));
        foreach (var name in gate.Basis.Parameters.Entries.Concat(started.Parameters.Entries).Select(entry => entry.Key).Distinct())
            if ((gate.Basis.Parameters[name], started.Parameters[name]) is var (before, after) && before != after)
                changes.Add(new($"parameter {name}", Text(before), Text(after)));
        var shown = (opened.Shown ?? []).ToDictionary(finding => (finding.Address, finding.Number));
        foreach (var finding in now)
            if (shown.TryGetValue((finding.Address, finding.Number), out var before) && IsOther(before, finding))
                changes.Add(new(finding.Address.Text, Text(before, finding), Text(finding, before)));
        return changes.DrainToImmutable();
    }

    /// <summary>
    /// Whether the world is no longer what was shown. That something can be told again which could not is no change: whoever
    /// answered did so without it.
    /// </summary>
    public static bool IsOther(GateFinding before, GateFinding now) => before.Verdict == now.Verdict
        ? now.Verdict != Verdict.CannotTell && before.Facts != now.Facts
        : (before.Verdict, now.Verdict) != (Verdict.CannotTell, Verdict.Holds);

    private static string Text(GateFinding finding, GateFinding other)
    {
        var verdict = finding.Verdict switch
        {
            Verdict.Holds => "holds",
            Verdict.DoesNotHold => "does not hold",
            Verdict.CannotTell => "cannot be told",
            _ => throw new UnreachableException(),
        };
        var facts = finding.Verdict == other.Verdict && finding.Facts is MapValue map
            ? string.Concat(map.Entries.Where(entry => (other.Facts as MapValue)?[entry.Key] != entry.Value)
                .Select(entry => $"; {entry.Key} {ValueJson.Text(entry.Value, ValueJson.Masked)}"))
            : "";
        return $"{verdict}: {finding.Summary}{facts}";
    }

    private static string Text(Value? value) => value is null ? "not given" : ValueJson.Text(value, ValueJson.Masked);

    private static string Short(string digest) => digest[..Math.Min(DigestShown, digest.Length)];
}

using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>Whose answers to a gate count.</summary>
public static class GateRules
{
    /// <summary>Why this person's answer would not count, for people; null where it does.</summary>
    /// <param name="actor">The person, as user@host.</param>
    public static string? Objection(RunState state, GateOpened gate, string actor, bool approves)
    {
        // Whoever started a run may always stop it.
        var isStarter = UserOf(actor) == UserOf(state.StartedBy);
        if (!approves && isStarter) return null;
        if (gate.Approvers.Length > 0 && !gate.Approvers.Any(approver => Means(approver, actor, state)))
            return $"`{UserOf(actor)}` is not among the approvers of this gate: {string.Join(", ", gate.Approvers)}";
        if (approves && gate.NotByStarter && isStarter)
            return $"`{UserOf(actor)}` started the run, and this gate wants somebody else's approval";
        return null;
    }

    /// <summary>What the answers so far come to; null while the gate stays open.</summary>
    internal static GateEnd? Verdict(RunState state, GateState gate, DateTimeOffset now)
    {
        var opened = gate.Opened!;
        var counting = gate.Votes.Where(vote => Objection(state, opened, vote.Actor, vote.Approved) is null).ToList();
        if (counting.Exists(vote => !vote.Approved)) return GateEnd.Rejected;
        if (counting.Select(vote => UserOf(vote.Actor)).Distinct().Count() >= opened.MinApprovals) return GateEnd.Approved;
        return opened.Deadline <= now ? GateEnd.TimedOut : null;
    }

    internal static string RejectionOf(GateState gate)
    {
        var vote = gate.Votes.First(vote => !vote.Approved);
        var comment = string.IsNullOrWhiteSpace(vote.Comment) ? "" : $": {vote.Comment}";
        return $"{vote.Actor} rejected `{gate.Opened!.Title}`{comment}";
    }

    private static bool Means(string approver, string actor, RunState state) =>
        approver == actor || approver == UserOf(actor)
        || (state.Started?.Teams?[approver] is ListValue members
            && members.Items.Any(member => member is TextValue text && (text.Text == UserOf(actor) || text.Text == actor)));

    private static string UserOf(string actor) => actor.Split('@')[0];
}

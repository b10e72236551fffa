using System.Collections.Immutable;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Core;

/// <summary>Gates with their values put in.</summary>
internal static class Gates
{
    /// <summary>The gate opened, or its step failed because it cannot be put to people.</summary>
    /// <param name="shown">What the conditions on which it rests say now; null where there are none.</param>
    public static Event Opening(RunState state, GateState gate, DateTimeOffset now, ImmutableArray<GateFinding>? shown)
    {
        var (opened, problem) = Open(state, gate, now, shown);
        return opened is null ? Next.Failure(gate.Owner, problem!) : opened;
    }

    /// <summary>
    /// What comes of a gate that has its approvals: it is passed where the world is still what they rest on, and opened again
    /// where it is not. Null where it no longer has them.
    /// </summary>
    /// <param name="now">What the conditions on which it rests say now.</param>
    public static Event? Passing(RunState state, GateState gate, DateTimeOffset time, ImmutableArray<GateFinding> now)
    {
        if (!gate.IsOpen || GateRules.Verdict(state, gate, time) != GateEnd.Approved) return null;
        return GateChanges.Of(state, gate, now).IsEmpty ? new GateClosed(gate.Address, GateEnd.Approved) : Opening(state, gate, time, now);
    }

    private static (GateOpened? Opened, string? Problem) Open(RunState state, GateState gate, DateTimeOffset now, ImmutableArray<GateFinding>? shown)
    {
        var scope = gate.Owner.Block.Scope;
        var title = Rendering.Text(gate.Gate.Title, scope);
        if (title.Problem is not null) return (null, title.Problem);
        var description = gate.Gate.Description is { } template ? Rendering.Text(template, scope) : Value.Null;
        if (description.Problem is not null) return (null, description.Problem);
        var approvers = ImmutableArray.CreateBuilder<string>();
        foreach (var approver in gate.Gate.Approvers)
        {
            var value = Rendering.Value(approver, scope);
            if (value.Problem is not null) return (null, value.Problem);
            // A list of names may stand in one template.
            if (value.Value is ListValue list) approvers.AddRange(list.Items.Select(name => ValueText.Of(name) ?? ""));
            else approvers.Add(ValueText.Of(value.Value) ?? "");
        }

        var timeout = Durations.Of(gate.Gate.Timeout, scope, out var problem);
        if (problem is not null) return (null, problem.Problem);
        return (new GateOpened(
            gate.Address, ((TextValue)title.Value).Text, description.Value is TextValue text ? text.Text : null,
            approvers.DrainToImmutable(), gate.Gate.MinApprovals, gate.Gate.NotByStarter,
            timeout is null ? null : now + timeout, GateEvidence.Of(state, gate, shown), shown,
            GateChanges.Of(state, gate, shown ?? []) is { IsEmpty: false } changes ? changes : null), null);
    }
}

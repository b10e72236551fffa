using System.Collections.Immutable;
using System.Text;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Planning;

/// <summary>Something that is not as it was when a plan was made.</summary>
/// <param name="What">A sentence that begins with what it is about.</param>
public sealed record PlanDifference(string What, string Then, string Now);

/// <summary>What has changed since a plan was made. Pure: compares it with one that was made now.</summary>
public static class Staleness
{
    /// <summary>All differences but those of the texts, which are compared by what they mean.</summary>
    public static ImmutableArray<PlanDifference> Of(SavedPlan then, SavedPlan now) =>
    [
        .. Clusters(then, now), .. Parameters(then, now), .. Tools(then, now), .. Steps(then, now), .. Probes(then, now),
        .. then.Lock == now.Lock ? [] : new[] { new PlanDifference("the lock is another", then.Lock ?? "none", now.Lock ?? "none") },
    ];

    private static IEnumerable<PlanDifference> Clusters(SavedPlan then, SavedPlan now)
    {
        foreach (var cluster in then.Clusters)
        {
            var other = now.Clusters.FirstOrDefault(one => (one.Kubeconfig, one.Context) == (cluster.Kubeconfig, cluster.Context));
            if (other is null || (cluster.Problem is not null && other.Problem is not null)) continue;
            var name = cluster.Context is { } context ? $"context {context}" : "the current context";
            if (cluster.Problem is not null) yield return new($"{name} could not be looked at when the plan was made, and now it can", cluster.Problem, Shown(other));
            else if (other.Problem is not null) yield return new($"{name} cannot be looked at, so that it is not known whether it is the same cluster", Shown(cluster), other.Problem);
            else if (cluster.Uid != other.Uid) yield return new($"the plan was made for another cluster: {name} is not the one that it was", Shown(cluster), Shown(other));
            else if (cluster.Server != other.Server) yield return new($"{name} is reached at another address", Shown(cluster), Shown(other));
        }
    }

    private static IEnumerable<PlanDifference> Parameters(SavedPlan then, SavedPlan now)
    {
        foreach (var (name, value) in then.Parameters.Entries)
        {
            if (now.Parameters[name] is not { } other || Text(value) == Text(other)) continue;
            yield return value.HasSecret() || other.HasSecret()
                ? new($"the secret parameter `{name}` has another value than when the plan was made", "***", "***")
                : new($"the parameter `{name}` has another value now", Text(value), Text(other));
        }
    }

    private static IEnumerable<PlanDifference> Tools(SavedPlan then, SavedPlan now) =>
        from tool in then.Tools
        let other = now.Tools.FirstOrDefault(one => one.Tool == tool.Tool)?.Version
        where other != tool.Version
        select new PlanDifference($"the tool `{tool.Tool}` has another version", tool.Version ?? "none", other ?? "none");

    private static IEnumerable<PlanDifference> Steps(SavedPlan then, SavedPlan now)
    {
        var others = now.Steps.DistinctBy(step => step.Address).ToDictionary(step => step.Address);
        foreach (var step in then.Steps)
        {
            if (!others.Remove(step.Address, out var other)) yield return new($"the step `{step.Address}` is no longer there", Line(step), "");
            else if (step.WillRun != other.WillRun) yield return new($"whether the step `{step.Address}` runs is another", Runs(step), Runs(other));
            else if (!Same(step.Items ?? [], other.Items ?? [])) yield return new($"`{step.Address}` goes through other items", string.Join(", ", step.Items ?? []), string.Join(", ", other.Items ?? []));
            else if (!Same(step.Acts, other.Acts)) yield return new($"the step `{step.Address}` does something else", Line(step), Line(other));
            else if (step.Gate != other.Gate || !Same(step.Approvers ?? [], other.Approvers ?? []))
                yield return new($"the gate `{step.Address}` is another", Asked(step), Asked(other));
        }

        foreach (var added in others.Values) yield return new($"the step `{added.Address}` is new", "", Line(added));
    }

    private static IEnumerable<PlanDifference> Probes(SavedPlan then, SavedPlan now)
    {
        var others = now.Steps.DistinctBy(step => step.Address).ToDictionary(step => step.Address);
        foreach (var step in then.Steps)
            if (step.Probe is { } probe && others.GetValueOrDefault(step.Address)?.Probe is { } other && probe.Verdict != other.Verdict)
                yield return new($"the probe of `{step.Address}` gives another answer", Answered(probe), Answered(other));
    }

    private static bool Same(ImmutableArray<string> left, ImmutableArray<string> right) => left.AsSpan().SequenceEqual(right.AsSpan());

    private static string Shown(PlannedCluster cluster) => $"{cluster.Server} ({cluster.Uid})";

    private static string Line(PlannedStep step) => string.Join(' ', step.Acts);

    private static string Asked(PlannedStep step) => $"{step.Gate} ({string.Join(", ", step.Approvers ?? [])})";

    private static string Runs(PlannedStep step) => step.WillRun switch { true => "it runs", false => "it is left out", null => "it is known only during the run" };

    private static string Answered(PlannedProbe probe) => probe.Verdict switch
    {
        Conditions.Verdict.Holds => $"holds: {probe.Summary}",
        Conditions.Verdict.DoesNotHold => $"does not hold: {probe.Summary}",
        Conditions.Verdict.CannotTell => $"cannot tell: {probe.Summary}",
        _ => "was not asked",
    };

    private static string Text(Value value) => ValueText.Of(value) ?? Encoding.UTF8.GetString(JournalValues.ToUtf8(value));
}

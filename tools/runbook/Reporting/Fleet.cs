using System.Collections.Immutable;
using MeshRunbook.Cli.Reporting.Mesh;
using MeshRunbook.Execution.Core;

namespace MeshRunbook.Cli.Reporting;

/// <summary>The clusters of a run side by side: how far each has come in each phase, and what was seen of it.</summary>
internal sealed record Fleet(ImmutableArray<FleetCluster> Clusters, ImmutableArray<FleetPhase> Phases)
{
    /// <summary>Null where the run does not work on several clusters.</summary>
    public static Fleet? Of(IEnumerable<StepNode> tree, MeshPicture? mesh, IReadOnlyList<GatewayCount> gateways)
    {
        var loops = tree.Where(IsOverClusters).ToList();
        var items = loops.SelectMany(loop => loop.Inner).ToList();
        var contexts = items.Where(item => item.Context is not null).GroupBy(item => item.Title).ToDictionary(same => same.Key, same => same.First().Context);
        // The runbook may call a cluster otherwise than its context does.
        var others = mesh?.Clusters.Where(cluster => cluster.Context is null || !contexts.ContainsValue(cluster.Context)).Select(cluster => cluster.Name) ?? [];
        var names = items.Select(item => item.Title).Concat(others).Distinct().ToList();
        if (names.Count < 2) return null;
        return new([.. names.Select(name => ClusterOf(name, contexts.GetValueOrDefault(name), mesh, gateways))], [.. loops.Select(loop => FleetPhase.Of(loop, names))]);
    }

    private static FleetCluster ClusterOf(string name, string? context, MeshPicture? mesh, IReadOnlyList<GatewayCount> gateways)
    {
        var picture = mesh?.Clusters.FirstOrDefault(picture => picture.Context is not null && picture.Context == context) ?? mesh?.Clusters.FirstOrDefault(picture => picture.Name == name);
        return new(name, context, picture, [.. gateways.Where(gateway => gateway.Cluster == (picture?.Name ?? name))]);
    }

    /// <summary>Whether each item is worked on in a cluster of its own. Of items that were not begun nothing is known but their names.</summary>
    private static bool IsOverClusters(StepNode step)
    {
        if (step.Kind != "forEach" || step.Context is not null) return false;
        var contexts = step.Inner.Select(item => item.Context).OfType<string>().ToList();
        return contexts.Count > 0 && contexts.Distinct().Count() == contexts.Count;
    }
}

/// <param name="Context">Its kubeconfig context, or null where the run has not come to it.</param>
/// <param name="Picture">Its trust over time, or null where nothing is known of it.</param>
/// <param name="Gateways">What the prober of a simulated mesh has sent through its gateways.</param>
internal sealed record FleetCluster(string Name, string? Context, ClusterPicture? Picture, ImmutableArray<GatewayCount> Gateways);

/// <summary>A loop over clusters.</summary>
/// <param name="Whole">How it stands in each cluster.</param>
/// <param name="Steps">What is done in a cluster, step by step.</param>
internal sealed record FleetPhase(string Id, string Title, FleetRow Whole, ImmutableArray<FleetRow> Steps)
{
    public static FleetPhase Of(StepNode loop, IReadOnlyList<string> names)
    {
        var items = names.Select(name => loop.Inner.FirstOrDefault(item => item.Title == name)).ToList();
        var rows = new List<(string Id, StepNode?[] Nodes)>();
        foreach (var (column, item) in items.Index())
            foreach (var step in item is null ? [] : StepsOf(item))
            {
                var id = IdOf(step);
                if (rows.FindIndex(row => row.Id == id) is var index && index < 0) rows.Insert(index = rows.Count, (id, new StepNode?[names.Count]));
                rows[index].Nodes[column] = step;
            }

        return new(loop.Address, loop.Title, new(loop.Address, loop.Title, [.. items.Select(FleetCell.Of)]),
            [.. rows.Select(row => new FleetRow(row.Id, TitleOf(row.Id, row.Nodes), [.. row.Nodes.Select(FleetCell.Of)]))]);
    }

    /// <summary>Where a cluster is worked on by a single call, the steps of what is called.</summary>
    private static ImmutableArray<StepNode> StepsOf(StepNode item) => item.Inner is [{ Kind: "call", Inner: { IsEmpty: false } inner }] ? inner : item.Inner;

    private static string IdOf(StepNode step) => step.Address[(step.Address.LastIndexOf('/') + 1)..];

    /// <summary>The title that a step has in all clusters; its id where each names its own.</summary>
    private static string TitleOf(string id, StepNode?[] nodes) =>
        nodes.OfType<StepNode>().Select(node => node.Title).Distinct().ToList() is [var title] ? title : id;
}

/// <param name="Cells">One for each cluster of the fleet, in its order; null where the cluster has no such step yet.</param>
internal sealed record FleetRow(string Id, string Title, ImmutableArray<FleetCell?> Cells);

internal sealed record FleetCell(StepStatus Status, DateTimeOffset? From, DateTimeOffset? To, string? Error)
{
    public TimeSpan? Duration => To - From;

    public static FleetCell? Of(StepNode? node) => node is null ? null : new(node.Status, node.From, node.To, node.Error ?? FailureIn(node)?.Error);

    /// <summary>The innermost step that failed.</summary>
    private static StepNode? FailureIn(StepNode node) =>
        node.Status != StepStatus.Failed ? null : node.Inner.Select(FailureIn).FirstOrDefault(inner => inner is not null) ?? node;
}

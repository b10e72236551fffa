using System.Text;

namespace MeshRunbook.Cli.Graph;

/// <summary>A procedure in Graphviz's language.</summary>
internal static class DotText
{
    public static string Of(Flow flow, IReadOnlyDictionary<string, FlowState>? states)
    {
        var text = new StringBuilder($"digraph {Q(flow.Name)} {{\n  label={Q(flow.Title)}; labelloc=t; compound=true; fontname=Helvetica\n"
            + "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=Helvetica, fontsize=11]\n");
        Nodes(text, flow.Nodes, "  ", states);
        return text.Append("}\n").ToString();
    }

    private static void Nodes(StringBuilder text, IReadOnlyList<FlowNode> nodes, string indent, IReadOnlyDictionary<string, FlowState>? states)
    {
        foreach (var node in nodes)
        {
            if (!node.IsOpened)
            {
                text.Append($"{indent}{Q(node.Path)} [label={Q(Label(node))}, tooltip={Q(node.Detail)}{Look(node, states)}]\n");
                if (node is { Kind: FlowKind.Gate, Rollback: { } rollback })
                    text.Append($"{indent}{Q(node.Path + "/rollback")} [label={Q(rollback)}, color=red, fontcolor=red]\n"
                        + $"{indent}{Q(node.Path)} -> {Q(node.Path + "/rollback")} [style=dashed, color=red, label=rejected, fontsize=10]\n");
                continue;
            }

            text.Append($"{indent}subgraph {Q("cluster_" + node.Path)} {{\n{indent}  label={Q(Label(node))}; style=rounded\n");
            // A place at which edges to the whole may end, also where its branches are many.
            text.Append($"{indent}  {Q(node.Path)} [shape=point, style=invis, label=\"\"]\n");
            foreach (var lane in node.Lanes)
            {
                if (lane.Title is { } title) text.Append($"{indent}  subgraph {Q($"cluster_{node.Path}/{title}")} {{ label={Q(title)}\n");
                Nodes(text, lane.Nodes, indent + "  ", states);
                if (lane.Title is not null) text.Append($"{indent}  }}\n");
                if (lane.Nodes is [var first, ..]) text.Append($"{indent}  {Q(node.Path)} -> {Q(first.Path)} [style=invis]\n");
            }

            text.Append($"{indent}}}\n");
        }

        foreach (var (before, after) in nodes.Zip(nodes.Skip(1)))
            text.Append($"{indent}{Q(Last(before))} -> {Q(after.Path)} [{Ends(before, after)}]\n");
    }

    private static string Last(FlowNode node) => node.IsOpened && node.Lanes[^1].Nodes is [.., var last] ? Last(last) : node.Path;

    private static string Ends(FlowNode before, FlowNode after) => string.Join(", ", new[]
    {
        before.IsOpened ? $"ltail={Q("cluster_" + before.Path)}" : "", after.IsOpened ? $"lhead={Q("cluster_" + after.Path)}" : "",
    }.Where(end => end.Length > 0));

    private static string Label(FlowNode node) => $"{SvgStyle.Mark(node.Kind)} {node.Title}{(node.Hidden > 0 ? $" ({Words.Count(node.Hidden, "step")})" : "")}";

    private static string Look(FlowNode node, IReadOnlyDictionary<string, FlowState>? states)
    {
        var shape = node.Kind switch { FlowKind.Gate => ", shape=hexagon", FlowKind.Checkpoint => ", shape=cds", FlowKind.Loop or FlowKind.Parallel or FlowKind.Call => ", shape=box3d", _ => "" };
        var colour = states is null
            ? node.Kind switch { FlowKind.Command => "#eef5ff", FlowKind.Check => "#effaf1", FlowKind.Gate => "#fff4d6", _ => "white" }
            : (states.GetValueOrDefault(node.Path)?.Standing ?? FlowStanding.Pending) switch
            {
                FlowStanding.Done => "#effaf1", FlowStanding.Failed => "#ffebe9", FlowStanding.Waits => "#fff4d6", FlowStanding.Runs => "#ddf4ff", _ => "white",
            };
        return $"{shape}, fillcolor=\"{colour}\"";
    }

    private static string Q(string text) => $"\"{string.Concat(text.Select(c => c switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", _ => char.IsControl(c) ? " " : c.ToString() }))}\"";
}

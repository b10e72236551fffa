using System.Text;

namespace MeshRunbook.Cli.Graph;

/// <summary>A procedure as a Mermaid flow chart, which many places that show Markdown draw.</summary>
internal static class MermaidText
{
    public static string Of(Flow flow, IReadOnlyDictionary<string, FlowState>? states)
    {
        var text = new StringBuilder("flowchart TD\n");
        Nodes(text, flow.Nodes, "  ");
        text.Append("""
              classDef command fill:#eef5ff,stroke:#0550ae,color:#1f2328
              classDef check fill:#effaf1,stroke:#1a7f37,color:#1f2328
              classDef gate fill:#fff4d6,stroke:#8a5a00,color:#1f2328
              classDef checkpoint fill:#3d444d,color:#fff

            """);
        if (states is not null) States(text, flow, states);
        return text.ToString();
    }

    private static void Nodes(StringBuilder text, IReadOnlyList<FlowNode> nodes, string indent)
    {
        foreach (var node in nodes)
        {
            if (!node.IsOpened)
            {
                text.Append($"{indent}{Shape(node)}{(node.Kind is FlowKind.Loop or FlowKind.Parallel or FlowKind.Call ? "" : $":::{node.Kind.ToString().ToLowerInvariant()}")}\n");
                if (node is { Kind: FlowKind.Gate, Rollback: { } rollback })
                    text.Append($"{indent}{Name(node)} -. rejected .-> {Name(node)}_back([\"{E(rollback)}\"])\n");
                continue;
            }

            text.Append($"{indent}subgraph {Name(node)}[\"{E(SvgStyle.Mark(node.Kind))} {E(node.Title)}\"]\n{indent}  direction TB\n");
            for (var i = 0; i < node.Lanes.Length; i++)
            {
                var lane = node.Lanes[i];
                if (lane.Title is null)
                {
                    Nodes(text, lane.Nodes, indent + "  ");
                    continue;
                }

                text.Append($"{indent}  subgraph {Name(node)}_lane{i}[\"{E(lane.Title)}\"]\n");
                Nodes(text, lane.Nodes, indent + "    ");
                text.Append($"{indent}  end\n");
            }

            text.Append($"{indent}end\n");
        }

        foreach (var (before, after) in nodes.Zip(nodes.Skip(1))) text.Append($"{indent}{Name(before)} --> {Name(after)}\n");
    }

    private static void States(StringBuilder text, Flow flow, IReadOnlyDictionary<string, FlowState> states)
    {
        text.Append("""
              classDef done fill:#effaf1,stroke:#1a7f37,color:#1f2328
              classDef failed fill:#ffebe9,stroke:#cf222e,color:#1f2328
              classDef waits fill:#fff4d6,stroke:#8a5a00,color:#1f2328
              classDef runs fill:#ddf4ff,stroke:#0550ae,color:#1f2328
              classDef skipped fill:#fff,stroke:#9aa4af,color:#59636e
              classDef pending fill:#fff,stroke:#9aa4af,stroke-dasharray:3 3,color:#59636e

            """);
        foreach (var node in flow.All)
            text.Append($"  class {Name(node)} {(states.GetValueOrDefault(node.Path)?.Standing ?? FlowStanding.Pending).ToString().ToLowerInvariant()}\n");
    }

    private static string Shape(FlowNode node)
    {
        var title = $"\"{E(SvgStyle.Mark(node.Kind))} {E(node.Title)}{(node.Hidden > 0 ? $" ({Words.Count(node.Hidden, "step")})" : "")}\"";
        return Name(node) + node.Kind switch
        {
            FlowKind.Gate => $"{{{{{title}}}}}",
            FlowKind.Checkpoint => $"([{title}])",
            FlowKind.Loop or FlowKind.Parallel or FlowKind.Call => $"[[{title}]]",
            _ => $"[{title}]",
        };
    }

    // Ids of steps are letters and digits; a word such as `end` alone would be taken for Mermaid's own.
    private static string Name(FlowNode node) => "s_" + node.Path.Replace("_", "__", StringComparison.Ordinal).Replace("-", "_m", StringComparison.Ordinal).Replace("/", "_i", StringComparison.Ordinal);

    private static string E(string text) => string.Concat(text.Select(c => c switch
    {
        '"' => "#quot;", '<' => "#lt;", '>' => "#gt;", '#' => "#35;", '`' => "#96;", '\\' => "#92;", _ => char.IsControl(c) ? " " : c.ToString(),
    }));
}

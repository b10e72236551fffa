using System.Globalization;
using System.Xml.Linq;

namespace MeshRunbook.Cli.Tests;

/// <summary>`runbook graph`: pictures of the procedure and of runs.</summary>
public sealed class GraphTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Theory]
    [InlineData("mesh-ca-migration")]
    [InlineData("distribute-root")]
    [InlineData("rollback-distribute-root")]
    public async Task Every_step_of_a_shipped_runbook_has_its_place_in_the_picture_and_none_lies_on_another(string name)
    {
        var runbook = Repository.At("runbooks", name + ".yaml");
        var plan = await _workplace.AskAsync("plan", runbook, "--no-probe", "--params", Example(name));
        var addresses = plan["steps"]!.AsArray().Select(step => WithoutItems((string)step!["address"]!)).ToHashSet(StringComparer.Ordinal);

        var picture = XDocument.Parse((await _workplace.ExpectAsync(0, "graph", runbook, "--depth", "all")).Output);

        var drawn = picture.Descendants(Svg + "g").Select(node => node.Element(Svg + "title")?.Value.Split('\n')).OfType<string[]>()
            .Where(lines => lines.Length > 1).Select(lines => lines[1]).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(addresses.Except(drawn));
        var boxes = picture.Descendants(Svg + "g").Where(node => node.Element(Svg + "title") is not null).Elements(Svg + "rect").Select(Box).ToList();
        Assert.NotEmpty(boxes);
        foreach (var (one, other) in boxes.SelectMany((one, i) => boxes.Skip(i + 1).Select(other => (one, other))))
            Assert.True(Apart(one, other) || Within(one, other) || Within(other, one), $"{one} lies on {other}");
    }

    [Fact]
    public async Task At_first_sight_a_picture_shows_no_more_than_can_be_read()
    {
        var closed = await _workplace.ExpectAsync(0, "graph", Repository.At("runbooks", "mesh-ca-migration.yaml"));

        Assert.Contains("Phase 1, distribute the root", closed.Output);
        Assert.Matches(@">\d\d steps<", closed.Output);
        Assert.DoesNotContain("Put a canary beside each gateway", closed.Output);
    }

    [Fact]
    public async Task Text_of_a_runbook_is_never_taken_for_markup()
    {
        _workplace.Write("""
            steps:
              - id: one
                title: "<script>alert(1)</script> & \"quoted\" ]]> \\ #"
                run: echo '<b>' "&amp;"
            """);

        var picture = XDocument.Parse((await _workplace.ExpectAsync(0, "graph", "small.yaml")).Output);
        var mermaid = await _workplace.ExpectAsync(0, "graph", "small.yaml", "-o", "mermaid");
        var dot = await _workplace.ExpectAsync(0, "graph", "small.yaml", "-o", "dot");

        Assert.Empty(picture.Descendants(Svg + "script"));
        Assert.Contains(picture.Descendants(Svg + "text"), text => text.Value == "<script>alert(1)</script> & \"quoted\" ]]> \\ #");
        Assert.Contains("s_one[\"▸ #lt;script#gt;alert(1)#lt;/script#gt; & #quot;quoted#quot; ]]#gt; #92; #35;\"]:::command", mermaid.Output);
        Assert.Contains("\"one\" [label=\"▸ <script>alert(1)</script> & \\\"quoted\\\" ]]> \\\\ #\"", dot.Output);
    }

    [Fact]
    public async Task As_text_it_says_the_order_the_loops_the_branches_and_where_a_rejection_leads()
    {
        _workplace.Write("steps:\n  - id: back\n    run: \"true\"\n", "back");
        _workplace.Write("""
            steps:
              - id: each
                forEach: "{{ ['a', 'b'] }}"
                as: item
                steps:
                  - {id: turn_it, title: "Turn {{ item }}", run: "true"}
              - id: both
                parallel:
                  - id: left
                    steps: [{id: one, run: "true"}]
                  - id: right
                    steps: [{id: two, verify: {that: "{{ true }}"}}]
              - id: ask
                title: Go on?
                approve: {title: Go on?, onReject: rollback}
              - checkpoint: end
            """, metadata: "rollback: back.yaml");

        var mermaid = await _workplace.ExpectAsync(0, "graph", "small.yaml", "-o", "mermaid");
        var dot = await _workplace.ExpectAsync(0, "graph", "small.yaml", "-o", "dot");

        Assert.StartsWith("""
            flowchart TD
              subgraph s_each["↻ each"]
                direction TB
                s_each_iturn__it["▸ Turn ‹item›"]:::command
              end
              subgraph s_both["⇉ both"]
                direction TB
                subgraph s_both_lane0["left"]
                  s_both_ileft_ione["▸ one"]:::command
                end
                subgraph s_both_lane1["right"]
                  s_both_iright_itwo["✓ two"]:::check
                end
              end
              s_ask{{"? Go on?"}}:::gate
              s_ask -. rejected .-> s_ask_back(["back"])
              s_end(["⚑ end"]):::checkpoint
              s_each --> s_both
              s_both --> s_ask
              s_ask --> s_end

            """, mermaid.Output);
        Assert.Contains("subgraph \"cluster_each\" {", dot.Output);
        Assert.Contains("\"both/right/two\" -> \"ask\" [ltail=\"cluster_both\"]", dot.Output);
        Assert.Contains("\"ask\" -> \"ask/rollback\" [style=dashed, color=red, label=rejected", dot.Output);
    }

    [Fact]
    public async Task Of_a_run_it_shows_how_each_step_stands()
    {
        _workplace.Write("""
            steps:
              - {id: good, run: "true"}
              - {id: left, run: "true", when: "{{ 1 == 2 }}"}
              - id: each
                forEach: "{{ ['a', 'b'] }}"
                as: item
                steps:
                  - {id: turn, run: "test {{ item }} = a"}
              - {id: never, run: "true"}
            """);
        await _workplace.ExpectAsync(1, "execute", "small.yaml");

        var picture = XDocument.Parse((await _workplace.ExpectAsync(0, "graph", "--run", _workplace.Run)).Output);

        var standings = picture.Descendants(Svg + "g").Where(node => node.Element(Svg + "title") is not null)
            .ToDictionary(node => node.Element(Svg + "title")!.Value.Split('\n')[1], node => node.Attribute("class")!.Value.Split(' ')[^1]);
        Assert.Equal("done", standings["good"]);
        Assert.Equal("skipped", standings["left"]);
        Assert.Equal("failed", standings["each/turn"]);
        Assert.Equal("pending", standings["never"]);
    }

    [Fact]
    public async Task A_runbook_and_a_run_at_once_or_neither_is_refused()
    {
        _workplace.Write("steps:\n  - {id: good, run: \"true\"}\n");

        var neither = await _workplace.ExpectAsync(2, "graph");
        var depth = await _workplace.ExpectAsync(2, "graph", "small.yaml", "--depth", "deep");

        Assert.Contains("name either a runbook's file or `--run RUN`", neither.Shown);
        Assert.Contains("`deep` is no depth", depth.Shown);
    }

    private string Example(string name) => _workplace.Folder.Write(name + "-params.yaml", name switch
    {
        "mesh-ca-migration" => """
            {origin: istio, version: 1.19.10-asm.9, project: p, fleet: p, kubeconfig: /tmp/k, distributeRevision: asm-a, meshcaRevision: asm-b, outputDir: /tmp/o,
             clusters: [{name: eu, location: europe-west1, locationType: region, context: c, namespaces: [shop], canaries: [shop]}]}
            """,
        "distribute-root" => "{origin: istio, version: 1.19.10-asm.9, project: p, cluster: eu, location: europe-west1, fleet: p, kubeconfig: /tmp/k, context: c, newRevision: asm-a, outputDir: /tmp/o}",
        _ => """
            {origin: istio, kubeconfig: /tmp/k, context: c, oldRevision: default, newRevision: asm-a, namespacesBefore: [], gatewaysBefore: [], istiodSelector: "",
             root: "0000000000000000000000000000000000000000000000000000000000000000", pluggedIn: false}
            """,
    });

    private static string WithoutItems(string address) => System.Text.RegularExpressions.Regex.Replace(address, @"\[[^\]]*\]", "");

    private static (double X, double Y, double Right, double Bottom) Box(XElement rect)
    {
        double Of(string name) => double.Parse(rect.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        return (Of("x"), Of("y"), Of("x") + Of("width"), Of("y") + Of("height"));
    }

    private static bool Apart((double X, double Y, double Right, double Bottom) one, (double X, double Y, double Right, double Bottom) other) =>
        one.Right <= other.X || other.Right <= one.X || one.Bottom <= other.Y || other.Bottom <= one.Y;

    private static bool Within((double X, double Y, double Right, double Bottom) inner, (double X, double Y, double Right, double Bottom) outer) =>
        inner.X >= outer.X && inner.Right <= outer.Right && inner.Y >= outer.Y && inner.Bottom <= outer.Bottom;
}

using System.CommandLine;
using System.Globalization;
using MeshRunbook.Cli.Graph;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Cli.Runs;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook graph`: the procedure as a picture, or a run's progress through it.</summary>
internal static class GraphVerb
{
    public static Command Create()
    {
        var runbook = new Argument<string?>("runbook") { Description = "The runbook's YAML file", Arity = ArgumentArity.ZeroOrOne };
        var run = new Option<string?>("--run") { Description = "Draw this run instead, coloured by how each step stands, with times", HelpName = "RUN" };
        var depth = new Option<string>("--depth")
        {
            Description = "How many loops, branches and calls to open below one another: a number, or `all`; what can be read at a glance unless given",
            HelpName = "N", DefaultValueFactory = _ => "auto",
        };
        var state = SharedOptions.State();
        var output = new Option<string>("--output", "-o") { Description = "svg, or mermaid or dot as text", DefaultValueFactory = _ => "svg" };
        output.AcceptOnlyFromAmong("svg", "mermaid", "dot");
        var command = new Command("graph", "Draw a runbook, or how a run stands, as a picture.\n\n"
            + "Example:\n  runbook graph runbooks/mesh-ca-migration.yaml > migration.svg\n  runbook graph --run 20261121-101502 > run.svg")
        { runbook, run, depth, state, output };
        command.SetAction(parsed => RunAsync(
            parsed.GetValue(runbook), parsed.GetValue(run), DepthOf(parsed.GetRequiredValue(depth)), parsed.GetRequiredValue(state), parsed.GetRequiredValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(string? path, string? run, int? depth, string folder, string output)
    {
        if (path is null == run is null) throw Refusal.Usage("name either a runbook's file or `--run RUN`", "such as: runbook graph release.yaml > release.svg");
        if (path is not null)
        {
            Print(Flow.Of(RunbookFile.Load(path).Plan!, depth), null, output);
            return ExitCode.Done;
        }

        await using var wiring = new Wiring(folder);
        var snapshot = await Snapshot.ReadAsync(await RunFinder.FindAsync(wiring.Store, run));
        var state = await snapshot.StateAsync();
        Print(Flow.Of(state.Plan, depth), FlowState.Of(state), output);
        return ExitCode.Done;
    }

    private static void Print(Flow flow, IReadOnlyDictionary<string, FlowState>? states, string output) => Console.Out.Write(output switch
    {
        "mermaid" => MermaidText.Of(flow, states),
        "dot" => DotText.Of(flow, states),
        _ => SvgPicture.Of(flow, states),
    });

    private static int? DepthOf(string text) => text switch
    {
        "auto" => null,
        "all" => int.MaxValue,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var depth) => depth,
        _ => throw Refusal.Usage($"`{text}` is no depth", "give a number, such as 2, or `all`"),
    };
}

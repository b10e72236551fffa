using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Graph;

/// <summary>The procedure of a plan as a tree of nodes, ready to be drawn.</summary>
/// <param name="Rollback">The name of the runbook that takes a run back, or null.</param>
internal sealed record Flow(string Name, string Title, string? Rollback, ImmutableArray<FlowNode> Nodes)
{
    // More than this cannot be taken in at a glance.
    private const int ManyNodes = 90;

    public IEnumerable<FlowNode> All => Nodes.SelectMany(node => node.All);

    /// <param name="depth">How many loops, branches and calls are opened below one another; null for as many as can still be
    /// read at a glance.</param>
    public static Flow Of(Plan plan, int? depth)
    {
        if (depth is { } told) return At(plan, told);
        var flow = At(plan, 0);
        for (var next = 1; ; next++)
        {
            var deeper = At(plan, next);
            var count = deeper.All.Take(ManyNodes + 1).Count();
            if (count > ManyNodes || count == flow.All.Count()) return flow;
            flow = deeper;
        }
    }

    private static Flow At(Plan plan, int depth) =>
        new(plan.Name, plan.Title, NameOf(plan.Rollback), NodesOf(plan.Steps, "", depth, plan));

    private static ImmutableArray<FlowNode> NodesOf(ImmutableArray<Step> steps, string prefix, int depth, Plan plan) =>
        [.. steps.Select(step => Node(step, prefix + step.Id, depth, plan))];

    private static FlowNode Node(Step step, string path, int depth, Plan plan)
    {
        var title = step.Title is { } template ? TemplateWords.Of(template) : step.Id;
        var node = Unconditional(step, path, title, depth, plan);
        return step.When is { } when ? node with { IsConditional = true, Detail = $"{node.Detail}\nonly when {TemplateWords.Of(when)}".TrimStart() } : node;
    }

    private static FlowNode Unconditional(Step step, string path, string title, int depth, Plan plan) => step switch
    {
        RunStep run => new(path, FlowKind.Command, title) { Detail = TemplateWords.Of(run.Command) },
        ShellStep => new(path, FlowKind.Command, title) { Detail = "a script" },
        WaitStep wait => new(path, FlowKind.Check, title) { Detail = "waits: " + Kinds(wait.Conditions) },
        VerifyStep verify => new(path, FlowKind.Check, title) { Detail = "verifies: " + Kinds(verify.Conditions) },
        ApproveStep approve => Gate(path, approve.Gate, plan, title),
        CheckpointStep => new(path, FlowKind.Checkpoint, step.Id),
        ForEachStep loop => Loop(loop, path, title, depth, plan),
        ParallelStep parallel => Opened(
            new(path, FlowKind.Parallel, title) { Detail = "side by side" }, depth,
            inner => [.. parallel.Branches.Select(branch => new FlowLane(branch.Title ?? branch.Id, NodesOf(branch.Steps, $"{path}/{branch.Id}/", inner, plan)))]),
        CallStep call => Opened(
            new(path, FlowKind.Call, title) { Detail = $"calls {call.Callee.Name}", Rollback = NameOf(call.Callee.Rollback) }, depth,
            inner => [new(null, NodesOf(call.Callee.Steps, path + "/", inner, call.Callee))]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static FlowNode Loop(ForEachStep loop, string path, string title, int depth, Plan plan) => Opened(
        new(path, FlowKind.Loop, title) { Detail = $"for each {loop.As}{(loop.First is null ? "" : ", some first")}" }, depth,
        inner =>
        {
            var nodes = NodesOf(loop.Steps, path + "/", inner, plan);
            return [new(null, loop.FirstGate is { } gate ? nodes.Add(Gate(path + "/gate", gate, plan, "After the first ones: " + TemplateWords.Of(gate.Title))) : nodes)];
        });

    private static FlowNode Gate(string path, Gate gate, Plan plan, string title) => new(path, FlowKind.Gate, title)
    {
        Detail = TemplateWords.Of(gate.Title), Rollback = gate.OnReject == Rejection.Rollback ? NameOf(plan.Rollback) : null,
    };

    private static FlowNode Opened(FlowNode node, int depth, Func<int, ImmutableArray<FlowLane>> lanes)
    {
        var inside = lanes(depth - 1);
        return depth > 0 ? node with { Lanes = inside } : node with { Hidden = inside.Sum(lane => lane.Nodes.Sum(Steps)) };
    }

    private static int Steps(FlowNode node) => node.Hidden > 0 ? node.Hidden : 1;

    private static string Kinds(IEnumerable<Condition> conditions) => string.Join(", ", conditions.Select(condition => condition.Kind).Distinct());

    private static string? NameOf(string? path) => Path.GetFileNameWithoutExtension(path);
}

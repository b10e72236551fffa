namespace MeshRunbook.Cli.Tests;

/// <summary>A plan is made for a cluster, and not for whatever a context of the same name leads to later.</summary>
public sealed class SavedPlanOnMeshTests
{
    private const string Scenario = "timings: {podStart: 20ms, podStop: 10ms}\nclusters:\n  - {name: east, context: east, namespaces: [{name: shop, workloads: [{name: web}]}]}\n";

    private const string Body = """
        requires:
          - {tool: kubectl}
        cluster: {context: east}
        steps:
          - id: label
            run: kubectl --context east label namespace shop planned=yes --overwrite
            probe: {labels: namespace/shop, has: {planned: "yes"}}
        """;

    [Fact]
    public async Task A_plan_that_was_made_for_another_cluster_is_refused_with_both()
    {
        using var workplace = new Workplace();
        await using RehearsalMesh mesh = new(), other = new();
        var scenario = workplace.Folder.Write("scenario.yaml", Scenario);
        await Task.WhenAll(mesh.UpAsync(scenario), other.UpAsync(scenario));
        workplace.Write(Body);

        Look(workplace, mesh);
        var plan = await workplace.ExpectAsync(0, "plan", "small.yaml", "-o", "monday.plan");
        Look(workplace, other);
        var refused = await workplace.ExpectAsync(5, "execute", "monday.plan");
        workplace.Environment["KUBECONFIG"] = workplace.Folder["nothing"];
        var unreachable = await workplace.ExpectAsync(5, "execute", "monday.plan");
        Look(workplace, mesh);
        await workplace.ExpectAsync(0, "execute", "monday.plan");

        var uid = (await mesh.ShellAsync("kubectl --context east get namespace kube-system -o jsonpath={.metadata.uid}")).Trim();
        Assert.Contains($"({uid})", plan.Output);
        Assert.Contains("is stale: the plan was made for another cluster: context east is not the one that it was", refused.Error);
        Assert.Contains($"({uid})", refused.Error);
        Assert.Contains("context east cannot be looked at, so that it is not known whether it is the same cluster", unreachable.Error);
        Assert.Equal("yes", await mesh.ShellAsync("kubectl --context east get namespace shop -o jsonpath={.metadata.labels.planned}"));
        Assert.Equal("", await other.ShellAsync("kubectl --context east get namespace shop -o jsonpath={.metadata.labels.planned}"));
    }

    private static void Look(Workplace workplace, RehearsalMesh mesh)
    {
        foreach (var name in (string[])["PATH", "KUBECONFIG"]) workplace.Environment[name] = mesh.Environment[name];
    }
}

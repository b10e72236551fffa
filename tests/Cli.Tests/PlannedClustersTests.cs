using MeshRunbook.Cli.Planning;
using MeshRunbook.Execution.Previewing;
using MeshRunbook.Language;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.Tests;

public sealed class PlannedClustersTests
{
    [Theory]
    [InlineData("  - {id: a, run: kubectl --context east get pods, repeatable: true}", ":east")]
    [InlineData("  - {id: a, run: kubectl get pods --context=east --kubeconfig /k, repeatable: true}", "/k:east")]
    [InlineData("  - {id: a, run: kubectl get pods, repeatable: true}", ":")]
    [InlineData("  - {id: a, run: kubectl --kubeconfig /k config get-contexts, repeatable: true}", "")]
    [InlineData("  - {id: a, run: kubectl --context east get configmap config, repeatable: true}", ":east")]
    [InlineData("  - {id: a, run: asmcli --version, repeatable: true}", "")]
    [InlineData("  - {id: a, run: helm --kube-context east list, repeatable: true}", ":east")]
    [InlineData("  - {id: a, run: echo --context east, repeatable: true}", "")]
    [InlineData("  - {id: a, run: kubectl --context east get pods, when: \"{{ false }}\", repeatable: true}", "")]
    [InlineData("  - {id: a, verify: {exists: namespace/shop, context: west, kubeconfig: /k}}", "/k:west")]
    [InlineData("  - {id: a, verify: {command: kubectl --context west get pods}}", ":west")]
    [InlineData("  - {id: a, verify: {that: true}}", "")]
    [InlineData("  - {id: a, run: do it, probe: {exists: namespace/shop}}", ":")]
    [InlineData("  - {id: a, shell: kubectl get pods, repeatable: true}", ":")]
    [InlineData("  - {id: a, shell: kubectl get pods, repeatable: true}\n  - {id: b, run: kubectl --context east get pods, repeatable: true}", ":east")]
    [InlineData("  - {id: a, run: kubectl --context east get pods, repeatable: true}\nenv: {KUBECONFIG: /k}", "/k:east")]
    [InlineData("  - {id: a, verify: {exists: namespace/shop}}\ncluster: {context: east}", ":east")]
    public void Each_cluster_is_found_that_a_condition_or_a_command_names(string steps, string clusters)
    {
        var text = $"apiVersion: meshrunbook/v1\nkind: Runbook\nmetadata: {{name: small, version: 1.0.0, title: Small}}\nsteps:\n{steps}\n";
        var plan = RunbookCompiler.Compile(new SourceText("small.yaml", text), new NoSources()).Plan!;

        var found = PlannedClusters.Of(PlanPreview.Of(plan, new([]), "ann@host"));

        Assert.Equal(clusters, string.Join(' ', found.Select(name => $"{name.Kubeconfig}:{name.Context}")));
    }

    private sealed class NoSources : ISources
    {
        public SourceText? Open(SourceText from, string path) => null;
    }
}

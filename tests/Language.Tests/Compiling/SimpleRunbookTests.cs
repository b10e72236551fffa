using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Tests.Compiling;

public sealed class SimpleRunbookTests
{
    private const string Release = """
        apiVersion: meshrunbook/v1
        kind: Runbook
        metadata: {name: release, version: 1.0.0, title: Release}
        parameters:
          revision: {type: dns1035}
        steps:
          - id: label
            title: Label with {{ params.revision }}
            run: kubectl label namespace shop istio.io/rev={{ params.revision }} --overwrite
            probe: {labels: namespace/shop, has: {istio.io/rev: "{{ params.revision }}"}}
          - checkpoint: labelled
          - id: check
            verify: {ready: deployment/web, namespace: shop}
            retry: {attempts: 3, delay: 2s}
        """;

    [Fact]
    public void A_runbook_becomes_a_plan_of_its_steps()
    {
        var compilation = RunbookCompiler.Compile(new SourceText("release.yaml", Release), new TextSources());

        Assert.Equal("", DiagnosticRenderer.Render(compilation.Diagnostics));
        var plan = compilation.Plan!;
        Assert.Equal(["label", "labelled", "check"], plan.Steps.Select(step => step.Id));
        var run = Assert.IsType<RunStep>(plan.Steps[0]);
        Assert.Equal(6, run.Command.Words.Length);
        Assert.Equal("labels", run.Probe!.Kind);
        var verify = Assert.IsType<VerifyStep>(plan.Steps[2]);
        Assert.Equal(new Retry(3, TimeSpan.FromSeconds(2), 1), verify.Retry);
        Assert.Equal(64, plan.Digest.Length);
    }
}

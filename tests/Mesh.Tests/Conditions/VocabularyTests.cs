using MeshRunbook.Language;
using MeshRunbook.Language.Text;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Conditions;

/// <summary>What the language accepts and what the mesh answers must be the same words.</summary>
public sealed class VocabularyTests
{
    private static readonly string[] Examples =
    [
        "exists: deployment, selector: app=x, namespace: x, minimum: 2, context: c, kubeconfig: k",
        "absent: secret/x, namespace: x",
        "labels: namespace/x, has: {a: b}, lacks: [c]",
        "ready: service/x, namespace: x, matching: a=b, revision: asm-1, minimum: 2",
        "rollout: namespace/x",
        "revision: asm-1, pods: {namespace: x, selector: a=b}, allow: [job, pod], withoutSidecar: ignore",
        "sidecars: [x], withoutSidecar: ignore",
        "trust: [citadel, meshca], lacks: citadel, namespaces: [x], istioctl: out/istioctl",
        "issuer: meshca, pods: {namespace: x, selector: a=b}, istioctl: out/istioctl",
        "oneRoot: [citadel, root-cert.pem], namespaces: [x], istioctl: out/istioctl",
        "trustDomains: [a, b], revision: asm-1",
        "controlPlane: asm-1, roots: meshca, trustDomain: a, aliases: [b]",
        "injection: [x, y], revision: asm-1",
        "unreferenced: asm-1",
        "principals: asm-1, namespaces: [x]",
        "caDisabled: istio-system",
    ];

    [Fact]
    public void Every_condition_of_the_mesh_has_an_example_here()
    {
        var kinds = MeshConditions.Create(new FakeCluster(), new FakeIstioctl(), TimeProvider.System, new()).Select(condition => condition.Kind);

        Assert.Equal(kinds.Order(StringComparer.Ordinal), Examples.Select(example => example.Split(':')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_language_accepts_every_key_that_the_mesh_reads()
    {
        var steps = string.Join('\n', Examples.Select((example, i) => $"  - id: s{i}\n    verify: {{{example}}}"));
        var text = $"apiVersion: meshrunbook/v1\nkind: Runbook\nmetadata: {{name: x, version: 1.0.0, title: x}}\nsteps:\n{steps}\n";

        var compilation = RunbookCompiler.Compile(new SourceText("x.yaml", text), new NoSources());

        Assert.Empty(compilation.Diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    private sealed class NoSources : ISources
    {
        public SourceText? Open(SourceText from, string path) => null;
    }
}

using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

/// <summary>A mesh of two clusters, of which one is half-way: shop trusts both roots, payments the old one only.</summary>
public sealed class TrustMesh : IAsyncLifetime
{
    private const string Scenario = """
        timings: {podStart: 20ms, podStop: 10ms, asmcli: 50ms}
        faults:
          pods:
            - {cluster: east, namespace: payments, workload: mute, behaviour: mute}
            - {cluster: east, namespace: payments, workload: old, behaviour: expired}
        clusters:
          - name: east
            context: east
            namespaces:
              - {name: shop, workloads: [{name: web, replicas: 2}, {name: db, kind: StatefulSet}, {name: plain, sidecar: false}]}
              - {name: payments, workloads: [{name: api}, {name: mute}, {name: old}]}
              - {name: tools, injection: none, workloads: [{name: cron}]}
            gateways: [{replicas: 3}]
          - name: west
            context: west
            namespaces: [{name: media, workloads: [{name: feed}]}]
        """;

    private const string HalfWay = """
        # It asks whether to go on beside the gateway.
        echo y | asmcli install --fleet_id demo-project --kubeconfig "$KUBECONFIG" --context east --enable_all --ca citadel \
          --option ca-migration-citadel --revision_name asm-1 --output_dir "$HOME/out" 2>&1
        kubectl --context east label namespace shop istio.io/rev=asm-1 istio-injection- --overwrite
        kubectl --context east -n shop rollout restart deployment,statefulset
        kubectl --context east -n shop rollout status deployment/web
        kubectl --context east -n shop rollout status statefulset/db
        """;

    private readonly RehearsalMesh _mesh = new();
    private readonly TemporaryFolder _folder = new();

    public string Kubeconfig => _mesh.Environment["KUBECONFIG"];

    public string this[string file] => _folder[file];

    public async ValueTask InitializeAsync()
    {
        await _mesh.UpAsync(_folder.Write("scenario.yaml", Scenario));
        await _mesh.ShellAsync(HalfWay);
        // What a deleted pod held may still be there for a moment.
        for (var i = 0; i < 100 && (await TruthAsync()).Count(proxy => (string)proxy!["namespace"]! == "shop") != 3; i++) await Task.Delay(50);
    }

    /// <summary>Runs `runbook trust`, which must end with this exit status and show no trace.</summary>
    internal async Task<ProgramResult> TrustAsync(int exitCode, params string[] words)
    {
        var environment = _mesh.Environment.ToDictionary(one => one.Key, one => (string?)one.Value);
        return await Workplace.ExpectAsync(RunningProgram.Start(Programs.Runbook, ["trust", .. words], _folder.Path, environment), exitCode, words);
    }

    internal Task<string> ShellAsync(string script) => _mesh.ShellAsync(script);

    /// <summary>What every proxy of east really holds.</summary>
    internal async Task<JsonArray> TruthAsync() => new([.. JsonNode.Parse(await ShellAsync($"'{Programs.Meshsim}' proxies --dir '{_mesh.Folder}'"))!.AsArray()
        .Where(proxy => (string)proxy!["cluster"]! == "east").Select(proxy => proxy!.DeepClone())]);

    public async ValueTask DisposeAsync()
    {
        await _mesh.DisposeAsync();
        _folder.Dispose();
    }
}

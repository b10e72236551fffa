namespace MeshRunbook.FaultMatrix;

/// <summary>A shipped runbook on a small mesh.</summary>
/// <param name="Runbook">File in runbooks/; of a rollback, the one that it takes back.</param>
/// <param name="Parameters">YAML; <c>${dir}</c> is the mesh's folder.</param>
/// <param name="IsRollback">Whether the case is the rollback of the run that <paramref name="Runbook"/> and <paramref name="Parameters"/> name.</param>
/// <param name="Rejects">The gate that is rejected in the run that is taken back; empty where that run is done.</param>
internal sealed record Procedure(string Name, string Mesh, string Runbook, string Parameters, bool IsRollback = false, string Rejects = "")
{
    private const string Timings = """
        timings: {podStart: 20ms, podStop: 10ms, asmcli: 80ms, asmcliPatience: 10s}

        """;

    private const string East = """
            namespaces:
              - {name: shop, workloads: [{name: web}, {name: cart, kind: StatefulSet}]}
            gateways: [{replicas: 2}]

        """;

    private const string Istio = Timings + "clusters:\n  - name: east\n    location: us-east1\n    origin: istio\n" + East;
    private const string Asm = Timings + "clusters:\n  - name: west\n    location: us-west1-b\n    origin: asm\n    revision: asm-1157-23\n" + East;
    // A mesh may begin in the phase that a case needs, so that none plays the phases before.
    private const string InPhase1 = Timings + "clusters:\n  - name: east\n    location: us-east1\n    origin: asm\n    revision: asm-11910-9-distribute-root\n    option: ca-migration-citadel\n" + East;
    private const string InPhase2 = Timings + "clusters:\n  - name: east\n    location: us-east1\n    origin: asm\n    revision: asm-11910-9-meshca-ca-migration\n    option: ca-migration-meshca\n" + East;
    private const string PluggedIn = Timings + "clusters:\n  - name: east\n    location: us-east1\n    ca: cacerts\n    origin: istio\n" + East;

    private const string Two = Timings + """
        clusters:
          - {name: east, location: us-east1, namespaces: [{name: shop, workloads: [{name: web}]}], gateways: [{replicas: 2}]}
          - {name: west, location: us-west1-b, namespaces: [{name: shop, workloads: [{name: web}]}]}

        """;

    private const string Phase1 = Common + "origin: istio\noldRevision: default\nnewRevision: asm-11910-9-distribute-root\noutputDir: ${dir}/asm/phase-1\n";
    private const string Phase1West = West + "origin: asm\noldRevision: asm-1157-23\nnewRevision: asm-11910-9-distribute-root\noutputDir: ${dir}/asm/phase-1\n";
    private const string Phase2 = Common + "oldRevision: asm-11910-9-distribute-root\nnewRevision: asm-11910-9-meshca-ca-migration\noutputDir: ${dir}/asm/phase-2\n";
    private const string Phase3 = "kubeconfig: ${dir}/kubeconfig\ncontext: gke_demo-project_us-east1_east\nrevision: asm-11910-9-meshca-ca-migration\n";

    private const string Common = """
        version: 1.19.10-asm.9
        project: demo-project
        cluster: east
        location: us-east1
        locationType: region
        fleet: demo-project
        kubeconfig: ${dir}/kubeconfig
        context: gke_demo-project_us-east1_east

        """;

    private const string West = """
        version: 1.19.10-asm.9
        project: demo-project
        cluster: west
        location: us-west1-b
        locationType: zone
        fleet: demo-project
        kubeconfig: ${dir}/kubeconfig
        context: gke_demo-project_us-west1-b_west

        """;

    private const string Whole = """
        origin: istio
        version: 1.19.10-asm.9
        project: demo-project
        fleet: demo-project
        kubeconfig: ${dir}/kubeconfig
        clusters:
          - {name: east, location: us-east1, locationType: region, context: gke_demo-project_us-east1_east, namespaces: [], canaries: [shop]}
          - {name: west, location: us-west1-b, locationType: zone, context: gke_demo-project_us-west1-b_west, namespaces: [], canaries: [shop]}
        oldRevision: default
        distributeRevision: asm-11910-9-distribute-root
        meshcaRevision: asm-11910-9-meshca-ca-migration
        outputDir: ${dir}/asm
        clustersAtATime: 2

        """;

    /// <summary>The procedures with how often each is drawn.</summary>
    public static IReadOnlyList<(Procedure Procedure, int Weight)> All { get; } =
    [
        (new("distribute-root", Istio, "distribute-root.yaml", Phase1), 7),
        (new("distribute-root from a revision", Asm, "distribute-root.yaml", Phase1West), 4),
        (new("distribute-root with cacerts", PluggedIn, "distribute-root.yaml", Phase1), 3),
        (new("migrate-to-meshca", InPhase1, "migrate-to-meshca.yaml", Phase2), 4),
        (new("remove-old-ca", InPhase2, "remove-old-ca.yaml", Phase3), 1),
        (new("mesh-ca-migration", Two, "mesh-ca-migration.yaml", Whole), 2),
        (new("rollback-distribute-root", Istio, "distribute-root.yaml", Phase1, IsRollback: true, Rejects: "satisfied"), 3),
        (new("rollback-migrate-to-meshca", InPhase1, "migrate-to-meshca.yaml", Phase2, IsRollback: true, Rejects: "satisfied"), 1),
        (new("restore-old-ca", InPhase2, "remove-old-ca.yaml", Phase3, IsRollback: true), 1),
        (new("rollback-mesh-ca-migration", Two, "mesh-ca-migration.yaml", Whole, IsRollback: true, Rejects: "phase1[east]/distribute/satisfied"), 1),
    ];

    /// <summary>The run without a fault that a rollback takes back; null for others.</summary>
    public Stage? Prelude => IsRollback ? new(Runbook, Parameters, Rejects) : null;

    /// <summary>Whether the procedure calls the installer.</summary>
    public bool Installs => !IsRollback && Runbook != "remove-old-ca.yaml";

    public override string ToString() => Name;
}

/// <summary>A run that comes before.</summary>
internal sealed record Stage(string Runbook, string Parameters, string Rejects = "");

namespace MeshSim.Scenario;

/// <summary>One cluster of the mesh.</summary>
/// <param name="Context">Its name in the kubeconfig; like gcloud's unless given.</param>
/// <param name="Location">A region, or a zone for a zonal cluster.</param>
/// <param name="Mesh">Clusters with the same name here share the root that they start with, and their workloads call each other.</param>
/// <param name="ControlPlanes">Revisions that are installed beside the origin's.</param>
public sealed record ClusterScenario(
    string Name,
    string Context,
    string Project,
    string Location,
    bool Zonal,
    string Fleet,
    string Mesh,
    string KubernetesVersion,
    Origin Origin,
    OldCa Ca,
    IReadOnlyList<ControlPlaneScenario> ControlPlanes,
    IReadOnlyList<NamespaceScenario> Namespaces,
    IReadOnlyList<GatewayScenario> Gateways,
    IReadOnlyList<AuthorizationPolicyScenario> AuthorizationPolicies);

/// <summary>Which control plane the cluster starts with.</summary>
public abstract record Origin
{
    /// <summary>The revision's name as proxies state it.</summary>
    public abstract string Revision { get; }

    /// <summary>Open-source Istio: control plane <c>istiod</c> without a revision label of its own, namespaces use <c>istio-injection=enabled</c>.</summary>
    public sealed record Istio : Origin
    {
        public override string Revision => "default";
    }

    /// <summary>An earlier revision of the vendor's mesh: control plane <c>istiod-REVISION</c>, namespaces use <c>istio.io/rev</c>.</summary>
    /// <param name="Option">What asmcli was told about the migration: with it the cluster starts at the end of a phase.</param>
    public sealed record Asm(string Name, MigrationOption Option = MigrationOption.None) : Origin
    {
        public override string Revision => Name;
    }
}

/// <summary>A revision of the vendor's mesh that is installed, whether or not a namespace uses it.</summary>
public sealed record ControlPlaneScenario(string Revision, MigrationOption Option);

/// <summary>The option with which asmcli installed a revision: none, <c>ca-migration-citadel</c> (phase 1) or <c>ca-migration-meshca</c> (phase 2).</summary>
public enum MigrationOption
{
    None,
    Citadel,
    MeshCa,
}

/// <summary>Where the old CA keeps its key: it signed itself (secret <c>istio-ca-secret</c>), or it was plugged in (secret <c>cacerts</c>).</summary>
public enum OldCa
{
    SelfSigned,
    PluggedIn,
}

/// <summary>An AuthorizationPolicy that names its callers.</summary>
public sealed record AuthorizationPolicyScenario(string Name, string Namespace, IReadOnlyList<string> Principals);

using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.Certificates;
using MeshSim.ControlPlanes;
using MeshSim.Scenario;

namespace MeshSim.StandIns.Asmcli;

/// <summary>Works out the control plane that a command line of asmcli asks for.</summary>
internal static class RequestedRevision
{
    public static Revision Of(AsmcliArguments arguments, AsmVersion version, string fleet, IEnumerable<string> overlays)
    {
        var name = arguments.Revision.Length > 0 ? arguments.Revision : version.DefaultRevision;
        var pool = $"{fleet}.svc.id.goog";
        var revision = arguments.Ca == "citadel"
            ? Revision.Vendor(name, version.Text, fleet)
            : new Revision(name, version.Text, pool, [pool], [], MeshCa.Address,
                new Dictionary<string, string> { ["CA_PROVIDER"] = "GoogleCA", ["PLUGINS"] = "GoogleTokenExchange" }, new Dictionary<string, string>());
        foreach (var option in arguments.Options) revision = Apply(revision, option, version);
        return overlays.Select(YamlText.TryObject).OfType<JsonObject>().Aggregate(revision, Apply);
    }

    /// <summary>The control plane that asmcli installed before a scenario begins; one without an option is of an earlier version.</summary>
    public static Revision Of(string name, MigrationOption option, AsmVersion version, string fleet) => option switch
    {
        MigrationOption.None => Revision.Vendor(name, "1.14.6-asm.16", fleet),
        MigrationOption.Citadel => Of(new AsmcliArguments { Revision = name, Ca = "citadel", Options = ["ca-migration-citadel"] }, version, fleet, []),
        MigrationOption.MeshCa => Of(new AsmcliArguments { Revision = name, Ca = "mesh_ca", Options = ["ca-migration-meshca"] }, version, fleet, []),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Revision Apply(Revision revision, string option, AsmVersion version) => option switch
    {
        "ca-migration-citadel" => MultiRoot(revision) with { CaCertificates = [MeshCa.Root] },
        "ca-migration-meshca" when version.Minor <= 23 => MultiRoot(revision) with
        {
            Aliases = ["cluster.local"],
            Variables = With(With(revision.Variables, "ENABLE_CA_SERVER", "false"), "ISTIO_MULTIROOT_MESH", "true"),
        },
        "ca-migration-meshca" => MultiRoot(revision) with { Aliases = ["cluster.local"] },
        _ => revision,
    };

    private static Revision MultiRoot(Revision revision) => revision with
    {
        Variables = With(revision.Variables, "ISTIO_MULTIROOT_MESH", "true"),
        ProxyMetadata = With(revision.ProxyMetadata, "PROXY_CONFIG_XDS_AGENT", "true"),
    };

    /// <summary>An IstioOperator overlay: lists replace, maps are merged.</summary>
    private static Revision Apply(Revision revision, JsonObject overlay)
    {
        var mesh = overlay.At("spec", "meshConfig") as JsonObject ?? [];
        var aliases = mesh.Texts("trustDomainAliases").ToArray();
        var roots = mesh.Objects("caCertificates").SelectMany(item => Root.AllIn(item.Text("pem") ?? "")).ToArray();
        return revision with
        {
            TrustDomain = mesh.Text("trustDomain") ?? revision.TrustDomain,
            Aliases = aliases.Length > 0 ? aliases : revision.Aliases,
            CaCertificates = roots.Length > 0 ? roots : revision.CaCertificates,
            ProxyMetadata = mesh.Map("defaultConfig", "proxyMetadata").Aggregate(revision.ProxyMetadata, (all, pair) => With(all, pair.Key, pair.Value)),
            Variables = overlay.Map("spec", "values", "pilot", "env").Aggregate(revision.Variables, (all, pair) => With(all, pair.Key, pair.Value)),
        };
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> map, string key, string value) =>
        new(map, StringComparer.Ordinal) { [key] = value };
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace MeshSim.Scenario;

/// <summary>Reads one item of a scenario's <c>clusters</c>.</summary>
internal static partial class ClusterReader
{
    private static readonly (string, MigrationOption)[] Options =
        [("none", MigrationOption.None), ("ca-migration-citadel", MigrationOption.Citadel), ("ca-migration-meshca", MigrationOption.MeshCa)];

    /// <summary>The cluster, or as many like it as <c>count</c> says, with numbers behind their names.</summary>
    public static IEnumerable<ClusterScenario> Read(YamlFields fields)
    {
        var name = fields.RequiredText("name");
        var count = fields.Has("count") ? fields.Whole("count", 1, least: 1) : 0;
        if (count > 0 && fields.Has("context")) fields.Report("context", "`context` names one cluster, and `count` makes several: leave it out");
        var cluster = Read(fields, name);
        if (count == 0) return [cluster];
        var digits = count.ToString(CultureInfo.InvariantCulture).Length;
        return Enumerable.Range(1, count).Select(number => name + number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'))
            .Select(numbered => cluster with { Name = numbered, Context = ContextOf(cluster.Project, cluster.Location, numbered) });
    }

    private static ClusterScenario Read(YamlFields fields, string name)
    {
        var project = fields.Text("project", "demo-project");
        var location = fields.Text("location", "us-central1");
        var zonal = fields.Flag("zonal", ZoneName().IsMatch(location));
        var fleet = fields.Text("fleet", project);
        var origin = ReadOrigin(fields);
        var generated = ReadGenerate(fields.Child("generate"), origin);
        var cluster = new ClusterScenario(
            name,
            fields.Text("context", ContextOf(project, location, name)),
            project,
            location,
            zonal,
            fleet,
            fields.Text("mesh", fleet),
            ReadVersion(fields),
            origin,
            fields.Choice("ca", OldCa.SelfSigned, ("self-signed", OldCa.SelfSigned), ("cacerts", OldCa.PluggedIn)),
            [.. fields.Children("controlPlanes").Select(ReadControlPlane)],
            [.. fields.Children("namespaces").Select(item => NamespaceReader.Read(item, origin)), .. generated],
            [.. fields.Children("gateways").Select(ReadGateway)],
            [.. fields.Children("authorizationPolicies").Select(ReadPolicy)]);
        foreach (var twin in cluster.Namespaces.GroupBy(n => n.Name).Where(g => g.Count() > 1))
            fields.Report("namespaces", $"two namespaces are called `{twin.Key}`");
        fields.Close();
        return cluster;
    }

    private static string ContextOf(string project, string location, string name) => $"gke_{project}_{location}_{name}";

    private static Origin ReadOrigin(YamlFields fields)
    {
        var istio = fields.Choice("origin", true, ("istio", true), ("asm", false));
        var revision = fields.Text("revision", "");
        if (istio && revision.Length > 0) fields.Report("revision", "`revision` belongs to `origin: asm`; Istio's own revision is `default`");
        var option = fields.Choice("option", MigrationOption.None, Options);
        if (istio && option != MigrationOption.None) fields.Report("option", "`option` belongs to `origin: asm`; Istio is not installed by asmcli");
        return istio ? new Origin.Istio() : new Origin.Asm(revision.Length > 0 ? revision : "asm-1157-23", option);
    }

    private static ControlPlaneScenario ReadControlPlane(YamlFields fields)
    {
        var plane = new ControlPlaneScenario(fields.RequiredText("revision"), fields.Choice("option", MigrationOption.None, Options));
        fields.Close();
        return plane;
    }

    private static string ReadVersion(YamlFields fields)
    {
        var version = fields.Text("kubernetes", "v1.31");
        if (!KubernetesVersion().IsMatch(version)) fields.Report("kubernetes", $"`kubernetes` is a version such as v1.31, not `{version}`");
        return version;
    }

    private static IEnumerable<NamespaceScenario> ReadGenerate(YamlFields? fields, Origin origin)
    {
        if (fields is null) return [];
        var namespaces = fields.Whole("namespaces", 6, least: 1);
        var workloads = fields.Whole("workloads", 20, least: 1);
        var replicas = fields.Whole("replicas", 1, least: 1);
        fields.Close();
        return GeneratedNamespaces.Make(namespaces, workloads, replicas, origin);
    }

    private static GatewayScenario ReadGateway(YamlFields fields)
    {
        var gateway = new GatewayScenario(
            fields.Text("name", "istio-ingressgateway"),
            fields.Text("namespace", "istio-system"),
            fields.Whole("replicas", 3, least: 1));
        fields.Close();
        return gateway;
    }

    private static AuthorizationPolicyScenario ReadPolicy(YamlFields fields)
    {
        var policy = new AuthorizationPolicyScenario(fields.RequiredText("name"), fields.RequiredText("namespace"), fields.Texts("principals"));
        fields.Close();
        return policy;
    }

    [GeneratedRegex("-[a-z]$")]
    private static partial Regex ZoneName();

    [GeneratedRegex(@"^v1\.\d+(\.\d+)?$")]
    private static partial Regex KubernetesVersion();
}

using System.Collections.Immutable;
using System.Text.Json;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`principals`: every trust domain that an AuthorizationPolicy names is the revision's own or one of its aliases, so
/// that the policy means the same for certificates of either CA.</summary>
internal sealed class Principals(Clusters clusters) : ClusterCondition(clusters)
{
    public override string Kind => "principals";

    protected override ImmutableArray<string> Telling => ["domains"];

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var revision = arguments.Text(Kind);
        var config = await ControlPlane.MeshConfigAsync(cluster, revision, cancellation) ?? throw new CannotTellException(
            $"there is no ConfigMap {ControlPlane.Named("istio", revision)} in {ControlPlane.Namespace}",
            $"see which control planes there are: {cluster.Name.Kubectl($"get pods -n {ControlPlane.Namespace} -L istio.io/rev")}");
        var policies = await PoliciesAsync(cluster, arguments.Texts("namespaces"), cancellation);
        var uncovered = policies
            .SelectMany(policy => policy.Domains.Where(domain => !Covers(config, domain)).Select(domain => (policy.Name, Domain: domain)))
            .Distinct().ToList();
        var evidence = Evidence.None.With("domains", config.Domains)
            .With("named", policies.SelectMany(policy => policy.Domains))
            .With("uncovered", uncovered.Select(one => $"{one.Name}: {one.Domain}"));
        if (uncovered.Count == 0)
            return Answer.Holds(
                $"revision {revision} [{string.Join(' ', config.Domains)}] covers the principals of "
                + $"{(policies.Count == 1 ? "1 policy" : $"{policies.Count} policies")}", evidence);
        return Answer.DoesNotHold(
            $"revision {revision} [{string.Join(' ', config.Domains)}] does not cover "
            + Wording.Some(uncovered.Select(one => $"{one.Domain} in authorizationpolicy {one.Name}")), evidence,
            $"add {uncovered[0].Domain} to trustDomainAliases of the revision, or take it out of the policy");
    }

    private static async Task<List<Policy>> PoliciesAsync(
        KubernetesCluster cluster, IReadOnlyCollection<string> namespaces, CancellationToken cancellation)
    {
        ResourceKind kind;
        try
        {
            kind = await cluster.KindAsync("authorizationpolicies.security.istio.io", cancellation);
        }
        catch (UnknownKindException)
        {
            return [];
        }

        var places = namespaces.Count == 0 ? new string?[] { null } : [.. namespaces];
        var lists = await Task.WhenAll(places.Select(place => cluster.ListAsync(kind, place, Selection.All, Read, cancellation)));
        return [.. lists.SelectMany(list => list).OrderBy(policy => policy.Name, StringComparer.Ordinal)];
    }

    private static Policy Read(JsonElement policy)
    {
        var principals = new List<string>();
        foreach (var rule in policy.At("spec").Items("rules"))
        {
            foreach (var source in rule.Items("from").Select(from => from.At("source")))
                principals.AddRange(source.Texts("principals").Concat(source.Texts("notPrincipals")));
            foreach (var when in rule.Items("when").Where(when => when.Text("key") == "source.principal"))
                principals.AddRange(when.Texts("values").Concat(when.Texts("notValues")));
        }

        return new(Meta.Read(policy).ToString(), [.. principals.Select(DomainOf).OfType<string>().Distinct()]);
    }

    /// <summary>The trust domain that a principal insists on; null where it begins with `*` and takes any.</summary>
    private static string? DomainOf(string principal)
    {
        const string scheme = "spiffe://";
        var text = principal.StartsWith(scheme, StringComparison.Ordinal) ? principal[scheme.Length..] : principal;
        return text.StartsWith('*') ? null : text.Split('/')[0];
    }

    private static bool Covers(MeshConfig config, string domain) => domain.EndsWith('*')
        ? config.Domains.Any(one => one.StartsWith(domain[..^1], StringComparison.Ordinal)) : config.Domains.Contains(domain);

    private sealed record Policy(string Name, IReadOnlyList<string> Domains);
}

using System.Collections.Immutable;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Conditions;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Trust;

/// <summary>Finds out the trust of every pod of a cluster, with what is not as expected. It needs no runbook.</summary>
public sealed class TrustCheck
{
    private readonly Clusters _clusters;
    private readonly Surveyor _surveyor;
    private readonly TimeProvider _time;

    internal TrustCheck(Clusters clusters, Surveyor surveyor, TimeProvider time) => (_clusters, _surveyor, _time) = (clusters, surveyor, time);

    /// <param name="progress">Told of each proxy that was asked; from several threads.</param>
    /// <exception cref="CannotTellException">The cluster did not answer, or knows no root of an expected name.</exception>
    public async Task<ClusterTrust> AskAsync(TrustQuestion question, Action<SurveyProgress> progress, CancellationToken cancellation)
    {
        var cluster = _clusters.Open(question.Cluster);
        var scope = new PodScope(question.Namespaces, null);
        var injection = NamespaceLabels.ReadAsync(cluster, cancellation);
        var survey = await _surveyor.AskAsync(cluster, scope, question.Istioctl, cancellation, progress);
        var names = new RootNames(cluster, () => Task.FromResult(survey.Roots));
        if (!survey.Readings.IsEmpty) await names.LearnAsync(cancellation);
        var expectation = survey.Readings.IsEmpty ? null : await ResolveAsync(names, question, survey, cancellation);
        var picture = new TrustPicture(survey, names, expectation, await ControlPlanesAsync(cluster, survey, cancellation), _time.GetUtcNow());
        var labels = await injection;
        var pods = survey.Living.Pods.AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(pod => picture.Of(pod, labels, question.Cluster)).ToImmutableArray();
        return new(question.Cluster, survey.Access.ToString(), pods, labels.Findings(survey.Living.Pods, question.Cluster), survey.Living.LeftOut);
    }

    private static async Task<TrustExpectation> ResolveAsync(
        RootNames names, TrustQuestion question, Survey survey, CancellationToken cancellation)
    {
        var roots = ImmutableArray.CreateBuilder<NamedRoot>();
        foreach (var name in question.Roots) roots.Add(await ResolveAsync(names, name, survey, cancellation));
        return new(roots.ToImmutable(), question.Issuer is { } issuer ? await ResolveAsync(names, issuer, survey, cancellation) : null);
    }

    /// <summary>Before its root is distributed a mesh knows no Mesh CA; that no proxy trusts it is then sure without its fingerprint.</summary>
    private static async Task<NamedRoot> ResolveAsync(RootNames names, string name, Survey survey, CancellationToken cancellation)
    {
        try
        {
            return await names.ResolveAsync(name, cancellation);
        }
        catch (CannotTellException) when (name == RootNames.MeshCa && !survey.Roots.Any(root => root.LooksLikeMeshCa))
        {
            return new(name, default, null);
        }
    }

    /// <summary>The domains of each revision that a proxy has; one whose configuration is elsewhere or unreadable is left out.</summary>
    private static async Task<Dictionary<string, ImmutableArray<string>>> ControlPlanesAsync(
        KubernetesCluster cluster, Survey survey, CancellationToken cancellation)
    {
        var domains = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var revision in survey.Answered.Select(reading => reading.Pod.Revision!).Distinct())
        {
            try
            {
                if (await ControlPlane.MeshConfigAsync(cluster, revision, cancellation) is { } config) domains[revision] = [.. config.Domains];
            }
            catch (CannotTellException)
            {
                // What cannot be read is not judged.
            }
        }

        return domains;
    }
}

/// <summary>What a question expects, with its names resolved.</summary>
internal sealed record TrustExpectation(ImmutableArray<NamedRoot> Roots, NamedRoot? Issuer);

using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>A condition about what every proxy holds: asks them all, and puts together what they say.</summary>
internal abstract class ProxyCondition(Clusters clusters, Surveyor surveyor) : ClusterCondition(clusters)
{
    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var scope = PodScope.Of(arguments);
        var survey = await surveyor.AskAsync(cluster, scope, arguments.TextOrNull("istioctl"), cancellation);
        if (scope.MustHavePods && survey.Readings.IsEmpty) return scope.NoProxies(cluster.Name);
        var names = new RootNames(cluster, () => Task.FromResult(survey.Roots));
        return Conclude(await JudgeAsync(new(arguments, cluster, survey, names), cancellation), scope, survey, cluster.Name);
    }

    protected abstract Task<Judgement> JudgeAsync(Inquiry inquiry, CancellationToken cancellation);

    private static Answer Conclude(Judgement judgement, PodScope scope, Survey survey, ClusterName cluster)
    {
        var wrong = judgement.Wrong;
        var evidence = judgement.Evidence
            .With("askedThrough", survey.Access.ToString())
            .With("workloads", survey.Answered.Select(reading => reading.Pod.Workload).Distinct().Count())
            .With("wrong", wrong.Select(one => $"{one.Reading.Pod.Workload}: {one.What}"))
            .With("silent", survey.Silent.Select(reading => reading.Pod.Workload.ToString()))
            .With("withoutSidecar", survey.WithoutSidecar.Select(pod => pod.Workload.ToString()));
        evidence = TrustEvidence.AddTo(evidence, survey, scope, cluster);
        var proxies = survey.Readings.Length == 1 ? "1 proxy" : $"{survey.Readings.Length} proxies";
        var silence = survey.Silent.IsEmpty ? ""
            : $"{survey.Silent.Length} of {proxies} silent: {Wording.Some(survey.Silent.Select(reading => $"{reading.Pod} {reading.Problem}"))}";
        if (judgement.Refusal is { } refusal) return Answer.DoesNotHold(refusal, evidence, judgement.Help);
        if (wrong.Count > 0)
            return Answer.DoesNotHold(
                $"{wrong.Count} of {proxies} {scope.Where}: {Wording.Some(wrong.Select(one => $"{one.Reading.Pod} {one.What}"))}"
                + (silence.Length == 0 ? "" : $"; {silence}") + survey.Living.Remark,
                evidence, $"{judgement.Help}; look at one: {Show(cluster, wrong[0].Reading)}");
        if (silence.Length > 0)
            return new(Verdict.CannotTell, silence + survey.Living.Remark, evidence,
                $"see why it does not answer, or delete it: {Show(cluster, survey.Silent[0])}");
        var bare = survey.WithoutSidecar.Select(pod => pod.Workload).Distinct().Count();
        return Answer.Holds(
            $"{judgement.Good} {proxies} {scope.Where}" + (bare == 0 ? "" : $"; {Wording.Count(bare, "workload")} without a sidecar not asked")
            + survey.Living.Remark, evidence);
    }

    private static string Show(ClusterName cluster, ProxyReading reading) =>
        cluster.Tool("istioctl", $"proxy-config secret {reading.Pod.Meta.Name} -n {reading.Pod.Meta.Namespace}");
}

/// <summary>What a condition about proxies has to judge.</summary>
internal sealed record Inquiry(Arguments Arguments, KubernetesCluster Cluster, Survey Survey, RootNames Names);

/// <param name="Good">What to say of the proxies where nothing is wrong, such as "[citadel] trusted by".</param>
/// <param name="Help">What to do where something is wrong.</param>
internal sealed record Judgement(
    string Good, string Help, IReadOnlyList<(ProxyReading Reading, string What)> Wrong, Evidence Evidence)
{
    /// <summary>Why it does not hold whatever the proxies say, or null.</summary>
    public string? Refusal { get; init; }
}

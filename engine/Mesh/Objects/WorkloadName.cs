using System.Text.RegularExpressions;

namespace MeshRunbook.Mesh.Objects;

/// <summary>What a pod belongs to, by a name that does not change when the pod does.</summary>
/// <param name="Kind">In lower case, such as <c>deployment</c>.</param>
internal readonly partial record struct WorkloadName(string Namespace, string Kind, string Name) : IComparable<WorkloadName>
{
    public static WorkloadName Of(Meta pod)
    {
        if (pod.Controller is not { } owner) return new(pod.Namespace, "pod", pod.Name);
        // A Deployment names its ReplicaSets NAME-HASH and labels their pods with the hash.
        if (owner.Kind == "ReplicaSet" && pod.Labels.TryGetValue("pod-template-hash", out var hash)
            && owner.Name.EndsWith("-" + hash, StringComparison.Ordinal))
            return new(pod.Namespace, "deployment", owner.Name[..^(hash.Length + 1)]);
        // A CronJob names its Jobs NAME-MINUTES, counted from 1970.
        if (owner.Kind == "Job" && Scheduled().Match(owner.Name) is { Success: true } job)
            return new(pod.Namespace, "cronjob", job.Groups[1].Value);
        return new(pod.Namespace, owner.Kind.ToLowerInvariant(), owner.Name);
    }

    public int CompareTo(WorkloadName other) => string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => $"{Namespace}/{Kind}/{Name}";

    [GeneratedRegex(@"^(.+)-\d{8,10}$")]
    private static partial Regex Scheduled();
}

using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`absent`: none of the named objects, or of those that a selector picks, is there; one that is terminating still is.</summary>
internal sealed class Absent(Clusters clusters) : ClusterCondition(clusters)
{
    public override string Kind => "absent";

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var wanted = arguments.SomeTexts(Kind);
        var found = await Lookup.FindAsync(cluster, wanted, arguments, cancellation);
        var present = found.SelectMany(one => one.Names).ToList();
        if (present.Count == 0)
            return Answer.Holds(
                $"there is no {Wording.Some(found.Select(one => one.Asked))}{Lookup.Where(arguments)}",
                Evidence.None.With("absent", found.Select(one => one.Asked)));
        var terminating = found.SelectMany(one => one.Terminating).ToList();
        return Answer.DoesNotHold(
            $"still there{Lookup.Where(arguments)}: {Wording.Some(present)}"
            + (terminating.Count == 0 ? "" : $" (being deleted: {Wording.Some(terminating)})"),
            Evidence.None.With("present", present),
            $"look at it: {cluster.Name.Kubectl($"get {present[0]}{Lookup.Flag(arguments)} -o yaml")}");
    }
}

using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`exists`: the named objects, or at least one (`minimum`) that a selector picks, are there.</summary>
internal sealed class Exists(Clusters clusters) : ClusterCondition(clusters)
{
    public override string Kind => "exists";

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var wanted = arguments.SomeTexts(Kind);
        var found = await Lookup.FindAsync(cluster, wanted, arguments, cancellation);
        var minimum = arguments.Integer("minimum") ?? 1;
        var missing = found.Where(one => one.IsSearch ? one.Names.Length < minimum : one.Names.Length == 0).ToList();
        var evidence = Evidence.None.With("present", found.SelectMany(one => one.Names)).With("missing", missing.Select(one => one.Asked));
        if (missing.Count == 0) return Answer.Holds($"found {Wording.Some(found.SelectMany(one => one.Names))}", evidence);
        var first = missing[0];
        return Answer.DoesNotHold(
            $"missing{Lookup.Where(arguments)}: {Wording.Some(missing.Select(one => one.Describe(minimum)))}", evidence,
            $"see what is there: {cluster.Name.Kubectl($"get {first.Kind}{Lookup.Flag(arguments)}")}");
    }
}

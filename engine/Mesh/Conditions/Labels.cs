using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>`labels`: an object bears the labels under `has` with these values and none of those under `lacks`.</summary>
internal sealed class Labels(Clusters clusters) : ClusterCondition(clusters)
{
    public override string Kind => "labels";

    protected override async Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation)
    {
        var name = ObjectName.Parse(arguments.Text(Kind));
        if (name.Name is null) throw new CannotTellException($"`{name}` names no object", "write kind/name");
        var kind = await cluster.KindAsync(name.Kind, cancellation);
        var place = kind.IsNamespaced ? arguments.TextOrNull("namespace") ?? "default" : null;
        using var document = await cluster.GetMetadataAsync(kind, place, name.Name, cancellation);
        var show = $"see its labels: {cluster.Name.Kubectl($"get {name}{Lookup.Flag(arguments)} --show-labels")}";
        if (document is null)
            return Answer.DoesNotHold($"there is no {name}{Lookup.Where(arguments)}", Evidence.None.With("missing", name.ToString()), show);

        var labels = Meta.Read(document.RootElement).Labels;
        var wrong = new List<string>();
        var evidence = Evidence.None;
        foreach (var (key, value) in arguments.Map("has"))
        {
            var actual = labels.GetValueOrDefault(key);
            evidence = evidence.With(key, actual);
            if (actual is null) wrong.Add($"lacks {key}={value}");
            else if (actual != value) wrong.Add($"has {key}={actual}, not {value}");
        }

        foreach (var key in arguments.Texts("lacks"))
        {
            var actual = labels.GetValueOrDefault(key);
            evidence = evidence.With(key, actual);
            if (actual is not null) wrong.Add($"has {key}={actual}");
        }

        return wrong.Count == 0
            ? Answer.Holds($"{name} is labelled as wanted", evidence)
            : Answer.DoesNotHold($"{name} {string.Join(" and ", wrong)}", evidence, show);
    }
}

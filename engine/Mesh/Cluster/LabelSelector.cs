using System.Collections.Immutable;
using System.Text.Json;

namespace MeshRunbook.Mesh.Cluster;

/// <summary>A label selector as objects of the API hold it: all of its terms must match; without terms it matches everything.</summary>
internal sealed record LabelSelector(ImmutableArray<LabelSelector.Term> Terms)
{
    public static LabelSelector Read(JsonElement selector)
    {
        var labels = selector.Map("matchLabels").Select(label => new Term(label.Key, "In", [label.Value]));
        var expressions = selector.Items("matchExpressions")
            .Select(term => new Term(term.Text("key") ?? "", term.Text("operator") ?? "", [.. term.Texts("values")]));
        return new([.. labels, .. expressions]);
    }

    public bool Matches(IReadOnlyDictionary<string, string> labels) => Terms.All(term => term.Matches(labels));

    /// <param name="Operator">In, NotIn, Exists or DoesNotExist.</param>
    internal sealed record Term(string Key, string Operator, ImmutableArray<string> Values)
    {
        public bool Matches(IReadOnlyDictionary<string, string> labels)
        {
            var value = labels.GetValueOrDefault(Key);
            return Operator switch
            {
                "In" => value is not null && Values.Contains(value),
                "NotIn" => value is null || !Values.Contains(value),
                "Exists" => value is not null,
                "DoesNotExist" => value is null,
                _ => throw new CannotTellException($"a label selector uses the operator {Operator}, which is not known"),
            };
        }
    }
}

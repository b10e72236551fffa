using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>A label selector: every requirement must hold; none at all selects everything.</summary>
public sealed record LabelSelector(ImmutableArray<Requirement> Requirements)
{
    public static LabelSelector Everything { get; } = new([]);

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in Requirements)
        {
            if (!requirement.Matches(labels)) return false;
        }

        return true;
    }

    public bool Matches(JsonObject value) => Requirements.IsEmpty || Matches(value.Labels());

    /// <summary>Reads the text form of <c>labelSelector</c>, such as <c>app=web,tier in (a, b),!old</c>.</summary>
    /// <exception cref="ApiException">400 when the text is no selector.</exception>
    public static LabelSelector Parse(string? text) =>
        string.IsNullOrWhiteSpace(text) ? Everything : new(new LabelSelectorReader(text).ReadAll());

    /// <summary>Reads the object form of a selector: <c>matchLabels</c> and <c>matchExpressions</c>.</summary>
    public static LabelSelector FromObject(JsonObject? selector)
    {
        if (selector is null) return Everything;
        var equal = selector.Map("matchLabels").Select(pair => new Requirement(pair.Key, Comparison.In, [pair.Value]));
        var expressions = selector.Objects("matchExpressions").Select(expression => new Requirement(
            expression.Text("key") ?? "", Operator(expression.Text("operator")), [.. expression.Texts("values")]));
        return new([.. equal, .. expressions]);
    }

    /// <summary>Reads the plain map form, as in a Service's selector.</summary>
    public static LabelSelector FromMap(IEnumerable<KeyValuePair<string, string>> labels) =>
        new([.. labels.Select(pair => new Requirement(pair.Key, Comparison.In, [pair.Value]))]);

    private static Comparison Operator(string? name) => name switch
    {
        "In" => Comparison.In,
        "NotIn" => Comparison.NotIn,
        "Exists" => Comparison.Exists,
        "DoesNotExist" => Comparison.DoesNotExist,
        _ => throw ApiException.BadRequest($"\"{name}\" is not a valid label selector operator"),
    };
}

using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Writes selectors the way kubectl shows them.</summary>
internal static class LabelSelectorText
{
    /// <summary>A selector with <c>matchLabels</c> and <c>matchExpressions</c>, such as <c>app=web,tier in (a,b)</c>.</summary>
    public static string Of(JsonObject? selector) => string.Join(",", LabelSelector.FromObject(selector).Requirements.Select(Term));

    /// <summary>A plain map of labels; <c>&lt;none&gt;</c> when it is empty.</summary>
    public static string OfMap(IReadOnlyDictionary<string, string> labels) =>
        labels.Count == 0 ? "<none>" : string.Join(",", labels.Select(pair => $"{pair.Key}={pair.Value}"));

    private static string Term(Requirement requirement) => requirement.Comparison switch
    {
        Comparison.In when requirement.Values.Length == 1 => $"{requirement.Key}={requirement.Values[0]}",
        Comparison.In => $"{requirement.Key} in ({string.Join(",", requirement.Values.Order(StringComparer.Ordinal))})",
        Comparison.NotIn => $"{requirement.Key} notin ({string.Join(",", requirement.Values.Order(StringComparer.Ordinal))})",
        Comparison.Exists => requirement.Key,
        Comparison.DoesNotExist => $"!{requirement.Key}",
        Comparison.GreaterThan => $"{requirement.Key}>{requirement.Values[0]}",
        _ => $"{requirement.Key}<{requirement.Values[0]}",
    };
}

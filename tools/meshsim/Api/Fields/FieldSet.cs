using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>
/// A set of field paths, as <c>managedFields</c> writes it (<c>fieldsV1</c>): keys <c>f:NAME</c> for fields, <c>k:{…}</c> for
/// items of keyed lists and <c>v:…</c> for items of sets. Immutable.
/// </summary>
internal sealed record FieldSet(bool Owned, ImmutableSortedDictionary<string, FieldSet> Children)
{
    public static FieldSet Empty { get; } = new(false, ImmutableSortedDictionary.Create<string, FieldSet>(StringComparer.Ordinal));
    public static FieldSet Leaf { get; } = Empty with { Owned = true };

    public bool IsEmpty => !Owned && Children.IsEmpty;

    public FieldSet Union(FieldSet other)
    {
        var children = Children;
        foreach (var (key, child) in other.Children)
        {
            children = children.SetItem(key, children.TryGetValue(key, out var mine) ? mine.Union(child) : child);
        }

        return new(Owned || other.Owned, children);
    }

    /// <summary>What is in this set and not in the other.</summary>
    public FieldSet Except(FieldSet other) => Combine(other, (mine, theirs) => mine && !theirs, whenAlone: true);

    /// <summary>What is in both sets.</summary>
    public FieldSet Intersect(FieldSet other) => Combine(other, (mine, theirs) => mine && theirs, whenAlone: false);

    /// <summary>Whether any path of this set lies at or below a path of the other.</summary>
    public FieldSet Below(FieldSet roots)
    {
        var children = Empty.Children;
        foreach (var (key, child) in Children)
        {
            if (!roots.Children.TryGetValue(key, out var root)) continue;
            var part = root is { Owned: true, Children.IsEmpty: true } ? child : child.Below(root);
            if (!part.IsEmpty) children = children.Add(key, part);
        }

        return new(Owned && roots.Owned, children);
    }

    /// <summary>Every path, written like <c>.spec.template.spec.containers[name="web"].image</c>.</summary>
    public IEnumerable<string> Paths(string prefix = "")
    {
        if (Owned && Children.IsEmpty && prefix.Length > 0) yield return prefix;
        foreach (var (key, child) in Children)
        {
            foreach (var path in child.Paths(prefix + Shown(key))) yield return path;
        }
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (Owned && !Children.IsEmpty) json["."] = new JsonObject();
        foreach (var (key, child) in Children) json[key] = child.ToJson();
        return json;
    }

    public static FieldSet FromJson(JsonObject json)
    {
        if (json.Count == 0) return Leaf;
        var children = Empty.Children;
        foreach (var (key, value) in json)
        {
            if (key != "." && value is JsonObject child) children = children.SetItem(key, FromJson(child));
        }

        return new(json.ContainsKey("."), children);
    }

    public FieldSet With(string key, FieldSet child) => child.IsEmpty ? this : this with { Children = Children.SetItem(key, child) };

    private FieldSet Combine(FieldSet other, Func<bool, bool, bool> keep, bool whenAlone)
    {
        var children = Empty.Children;
        foreach (var (key, child) in Children)
        {
            var part = other.Children.TryGetValue(key, out var theirs) ? child.Combine(theirs, keep, whenAlone) : whenAlone ? child : Empty;
            if (!part.IsEmpty) children = children.Add(key, part);
        }

        return new(keep(Owned, other.Owned), children);
    }

    private static string Shown(string key)
    {
        if (key.StartsWith("f:", StringComparison.Ordinal)) return "." + key[2..];
        if (!key.StartsWith("k:", StringComparison.Ordinal)) return $"[{key[2..]}]";
        var parts = ((JsonObject)JsonNode.Parse(key[2..])!).Select(part => $"{part.Key}={part.Value?.ToJsonString()}");
        return $"[{string.Join(",", parts)}]";
    }
}

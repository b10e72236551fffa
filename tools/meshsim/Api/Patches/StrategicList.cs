using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Merges keyed lists for strategic merge patches and puts the result into the order that kubectl expects.</summary>
internal static class StrategicList
{
    /// <param name="key">The key that tells items apart; empty for lists of plain values.</param>
    /// <param name="order">The keys or values in the order wanted, from <c>$setElementOrder</c>; null for none.</param>
    public static JsonArray Merge(JsonArray current, JsonArray patch, JsonArray? order, string key, Func<JsonObject?, JsonObject, JsonObject> mergeItem)
    {
        var items = current.Select(item => item!.DeepClone()).ToList();
        if (patch.OfType<JsonObject>().Any(IsReplace))
        {
            return new([.. patch.Where(item => item is not JsonObject map || !IsReplace(map)).Select(item => item?.DeepClone())]);
        }

        foreach (var item in patch)
        {
            var at = items.FindIndex(old => Same(old, item!, key));
            if (item is JsonObject map && map.Text("$patch") == "delete")
            {
                if (at >= 0) items.RemoveAt(at);
            }
            else if (item is JsonObject change) Put(items, at, mergeItem(at >= 0 ? (JsonObject)items[at] : null, change));
            else if (at < 0) items.Add(item!.DeepClone());
        }

        return new([.. Arrange(items, current, order is { Count: > 0 } ? order : patch, key)]);
    }

    private static bool IsReplace(JsonObject item) => item.Text("$patch") == "replace";

    private static void Put(List<JsonNode> items, int at, JsonNode item)
    {
        if (at >= 0) items[at] = item;
        else items.Add(item);
    }

    /// <summary>
    /// Items that the patch names come in its order, the others in the server's; between the two, the server's order decides
    /// where it knows both, otherwise the patch's item goes first.
    /// </summary>
    private static IEnumerable<JsonNode> Arrange(List<JsonNode> items, JsonArray server, JsonArray order, string key)
    {
        var named = new Queue<JsonNode>(order.Select(wanted => items.Find(item => Same(item, wanted!, key))).OfType<JsonNode>().Distinct());
        var others = new Queue<JsonNode>(items.Where(item => !named.Contains(item)));
        while (named.Count > 0 && others.Count > 0)
        {
            var left = IndexOf(server, named.Peek(), key);
            var right = IndexOf(server, others.Peek(), key);
            yield return left < 0 || right < 0 || left < right ? named.Dequeue() : others.Dequeue();
        }

        foreach (var item in named.Concat(others)) yield return item;
    }

    private static int IndexOf(JsonArray list, JsonNode item, string key)
    {
        for (var at = 0; at < list.Count; at++)
        {
            if (Same(list[at]!, item, key)) return at;
        }

        return -1;
    }

    private static bool Same(JsonNode left, JsonNode right, string key) => left is JsonObject one && right is JsonObject two && key.Length > 0
        ? one[key] is { } value && JsonNode.DeepEquals(value, two[key])
        : JsonNode.DeepEquals(left, right);
}

using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace MeshSim.Scenario;

/// <summary>The keys of one YAML map: each is asked for once, by type; <see cref="Close"/> reports those that nobody asked for.</summary>
internal sealed class YamlFields(YamlTree tree, YamlMappingNode map)
{
    private readonly HashSet<string> _asked = [];

    public YamlMappingNode Node => map;

    public bool Has(string key) => Find(key) is not null;

    public string Text(string key, string fallback) => Scalar(key)?.Value ?? fallback;

    public string RequiredText(string key)
    {
        if (Scalar(key)?.Value is { Length: > 0 } value) return value;
        if (Find(key) is null) Report($"`{key}` is missing");
        return "";
    }

    public int Whole(string key, int fallback, int least = 0) => Parse(key, fallback, "a whole number of at least " + least, text =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n >= least ? n : null);

    public double Rate(string key) => Parse(key, 0d, "a rate from 0 to 1", ParseRate);

    public bool Flag(string key, bool fallback) => Parse(key, fallback, "true or false", text => text switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    });

    public TimeSpan Duration(string key, TimeSpan fallback) => Parse(key, fallback, "a duration such as 80ms, 2s or 1m", ParseDuration);

    public T Choice<T>(string key, T fallback, params (string Name, T Value)[] choices) where T : struct =>
        Parse(key, fallback, "one of " + string.Join(", ", choices.Select(c => c.Name)), text =>
            choices.Where(c => c.Name == text).Select(c => (T?)c.Value).FirstOrDefault());

    public YamlFields? Child(string key)
    {
        switch (Find(key))
        {
            case null: return null;
            case YamlMappingNode child: return new(tree, child);
            case var other:
                tree.Report(other, $"`{key}` is a map of keys");
                return null;
        }
    }

    public IReadOnlyList<YamlFields> Children(string key)
    {
        switch (Find(key))
        {
            case null: return [];
            case YamlSequenceNode list:
                foreach (var wrong in list.Children.Where(item => item is not YamlMappingNode))
                    tree.Report(wrong, $"each item of `{key}` is a map of keys");
                return [.. list.Children.OfType<YamlMappingNode>().Select(item => new YamlFields(tree, item))];
            case var other:
                tree.Report(other, $"`{key}` is a list");
                return [];
        }
    }

    public IReadOnlyList<string> Texts(string key)
    {
        switch (Find(key))
        {
            case null: return [];
            case YamlSequenceNode list: return [.. list.Children.OfType<YamlScalarNode>().Select(item => item.Value ?? "")];
            case var other:
                tree.Report(other, $"`{key}` is a list");
                return [];
        }
    }

    public IReadOnlyDictionary<string, string> Pairs(string key) => Child(key)?.Node.Children
        .ToDictionary(pair => ((YamlScalarNode)pair.Key).Value ?? "", pair => (pair.Value as YamlScalarNode)?.Value ?? "")
        ?? [];

    /// <summary>Takes a key without a look at its value.</summary>
    public void Ignore(string key) => _asked.Add(key);

    public void Report(string message) => tree.Report(map, message);

    public void Report(string key, string message) => tree.Report(Find(key) ?? map, message);

    public void Close()
    {
        foreach (var key in map.Children.Keys.Where(key => !_asked.Contains(((key as YamlScalarNode)?.Value) ?? "")))
            tree.Report(key, $"unknown key `{key}`; known here: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
    }

    private YamlNode? Find(string key)
    {
        _asked.Add(key);
        return map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }

    private YamlScalarNode? Scalar(string key)
    {
        var node = Find(key);
        if (node is not null and not YamlScalarNode) tree.Report(node, $"`{key}` is a single value");
        return node as YamlScalarNode;
    }

    private T Parse<T>(string key, T fallback, string expected, Func<string, T?> parse) where T : struct
    {
        if (Scalar(key) is not { } node) return fallback;
        if (parse(node.Value ?? "") is { } value) return value;
        tree.Report(node, $"`{key}` is {expected}, not `{node.Value}`");
        return fallback;
    }

    internal static double? ParseRate(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is >= 0 and <= 1 ? rate : null;

    internal static TimeSpan? ParseDuration(string text)
    {
        var unit = text.TrimStart("0123456789.".ToCharArray());
        if (!double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return null;
        return unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(amount),
            "s" => TimeSpan.FromSeconds(amount),
            "m" => TimeSpan.FromMinutes(amount),
            _ => null,
        };
    }
}

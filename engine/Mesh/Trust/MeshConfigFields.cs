using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MeshRunbook.Mesh.Trust;

/// <summary>
/// The top-level fields of a mesh config, which istiod keeps as YAML or JSON. No YAML reader: of the YAML only plain and quoted
/// scalars and simple lists are understood, and whatever else a field holds makes it unreadable rather than misread.
/// </summary>
internal sealed partial class MeshConfigFields
{
    private readonly Dictionary<string, string> _raw = new(StringComparer.Ordinal);

    /// <summary>The fields, or null where the text is neither.</summary>
    public static MeshConfigFields? Read(string text) =>
        text.AsSpan().TrimStart().StartsWith("{") ? ReadJson(text) : ReadYaml(text);

    /// <summary>The text of a field as it stands there, or null where it is absent.</summary>
    public string? Raw(string name) => _raw.GetValueOrDefault(name);

    /// <summary>Empty where the field is absent or empty, null where it is unreadable.</summary>
    public string? Scalar(string name) => Raw(name) is { } raw ? ScalarOf(raw.Trim()) : "";

    /// <summary>Empty where the field is absent or empty, null where it is unreadable.</summary>
    public ImmutableArray<string>? List(string name)
    {
        var raw = WithoutComments(Raw(name) ?? "").Trim();
        if (raw is "" or "null" or "~" or "[]") return [];
        IEnumerable<string> items;
        if (raw.StartsWith('[') && raw.EndsWith(']')) items = raw[1..^1].Split(',');
        else
        {
            var lines = raw.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
            if (lines.Any(line => !line.StartsWith("- ", StringComparison.Ordinal))) return null;
            items = lines.Select(line => line[2..]);
        }

        var values = items.Select(item => ScalarOf(item.Trim())).ToList();
        return values.Any(string.IsNullOrEmpty) ? null : [.. values.OfType<string>()];
    }

    private static MeshConfigFields? ReadJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var fields = new MeshConfigFields();
            foreach (var field in document.RootElement.EnumerateObject())
                if (!fields._raw.TryAdd(field.Name, field.Value.GetRawText())) return null;
            return fields;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A field reaches from its name in the first column to the next name there.</summary>
    private static MeshConfigFields? ReadYaml(string text)
    {
        var fields = new MeshConfigFields();
        string? name = null;
        var value = new StringBuilder();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line is "---" || line.StartsWith('#')) continue;
            if (line.StartsWith('\t') || line.StartsWith('%')) return null;
            if (Key().Match(line) is not { Success: true } key)
            {
                if (name is null && line.Trim().Length > 0) return null;
                value.Append('\n').Append(line);
                continue;
            }

            if (name is not null && !fields._raw.TryAdd(name, value.ToString())) return null;
            name = key.Groups[1].Value;
            value.Clear().Append(key.Groups[2].Value);
        }

        return name is null || fields._raw.TryAdd(name, value.ToString()) ? fields : null;
    }

    private static string WithoutComments(string raw) =>
        string.Join('\n', raw.Split('\n').Select(line => Comment().Replace(line, "")));

    private static string? ScalarOf(string raw)
    {
        var text = WithoutComments(raw).Trim();
        if (text is "" or "null" or "~" or "\"\"" or "''") return "";
        if (text.Length > 2 && text[0] == text[^1] && text[0] is '"' or '\'') text = text[1..^1];
        return PlainName().IsMatch(text) ? text : null;
    }

    [GeneratedRegex(@"^([A-Za-z_][A-Za-z0-9_]*):(?:\s+(.*))?$")]
    private static partial Regex Key();

    [GeneratedRegex(@"(^|\s)#.*$")]
    private static partial Regex Comment();

    /// <summary>What a trust domain may consist of.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:-]*$")]
    private static partial Regex PlainName();
}

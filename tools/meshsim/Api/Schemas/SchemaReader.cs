using System.Text.RegularExpressions;

namespace MeshSim.Api;

/// <summary>Reads the schemas of the built-in types from their compact text; the text itself explains its form.</summary>
internal static partial class SchemaReader
{
    private const string MetaPackage = "io.k8s.apimachinery.pkg.apis.meta.v1";
    private const string CorePackage = "io.k8s.api.core.v1";

    public static IReadOnlyList<Definition> ReadAll()
    {
        using var stream = typeof(SchemaReader).Assembly.GetManifestResourceStream("schemas.txt")!;
        using var reader = new StreamReader(stream);
        var blocks = Blocks(reader.ReadToEnd()).ToList();
        var definitions = blocks.ToDictionary(block => block.Definition.Name, block => block.Definition);
        foreach (var (definition, package, fields) in blocks)
        {
            FieldSchema Resolve(string name) => new("object")
            {
                Definition = definitions.GetValueOrDefault($"{package}.{name}") ?? definitions.GetValueOrDefault($"{CorePackage}.{name}")
                    ?? definitions[$"{MetaPackage}.{name}"],
            };

            AddFields(definition, fields, Resolve);
        }

        return [.. blocks.Select(block => block.Definition)];
    }

    private static IEnumerable<(Definition Definition, string Package, string Fields)> Blocks(string text)
    {
        var (package, version) = ("", "");
        var joined = Continuation().Replace(text, " ");
        foreach (var line in joined.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '@')
            {
                var parts = line.Split(' ');
                (package, version) = (parts[1], parts.Length > 2 ? parts[2] : "");
                continue;
            }

            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var name = line[..colon];
            var isKind = name.StartsWith("kind ", StringComparison.Ordinal);
            var fields = line[(colon + 2)..];
            yield return (new($"{package}.{name[(isKind ? 5 : 0)..]}") { ApiVersion = isKind ? version : null }, package,
                isKind ? "apiVersion s, kind s, metadata ObjectMeta, " + fields : fields);
        }
    }

    private static void AddFields(Definition definition, string fields, Func<string, FieldSchema> resolve)
    {
        foreach (Match match in Field().Matches(fields))
        {
            var name = match.Groups["name"].Value;
            definition.Fields[name] = Type(match.Groups["type"].Value, match.Groups["keys"].Value, resolve);
            if (match.Groups["required"].Length > 0) definition.Required.Add(name);
        }
    }

    private static FieldSchema Type(string text, string keys, Func<string, FieldSchema> resolve)
    {
        if (text.EndsWith('%')) return Type(text[..^1], keys, resolve) with { IsAtomic = true };
        if (text[0] == '[')
        {
            return new("array")
            {
                Items = Type(text[1..^1], "", resolve),
                Keys = keys.Length == 0 ? default : keys == "set" ? [""] : [.. keys.Split(',')],
            };
        }

        if (text.StartsWith("m<", StringComparison.Ordinal)) return new("object") { Values = Type(text[2..^1], "", resolve) };
        return text switch
        {
            "s" => new("string"),
            "i" => new("integer", "int32"),
            "l" => new("integer", "int64"),
            "n" => new("number", "double"),
            "b" => new("boolean"),
            "t" => new("string", "date-time"),
            "by" => new("string", "byte"),
            "is" => new("string", FieldSchema.IntOrString),
            "q" => new("string", "quantity"),
            "any" => FieldSchema.Open,
            _ => resolve(text),
        };
    }

    [GeneratedRegex(@"\n[ ]+")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"(?<name>\w+)(?<required>\*?) (?<type>(m<\w+>|\[\w+%?\]|\w+)%?)(:(?<keys>\w+(,\w+(?=, |$))*))?(, ?|$)")]
    private static partial Regex Field();
}

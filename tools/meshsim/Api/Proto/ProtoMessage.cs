namespace MeshSim.Api;

/// <summary>The fields of a message by number: each has a name in JSON, or is a message whose fields JSON shows in this one's place.</summary>
internal sealed class ProtoMessage
{
    private static readonly Lazy<Dictionary<string, ProtoMessage>> All = new(ReadAll);
    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<int, ProtoMessage> _inlined = [];

    /// <summary>The message behind a definition; null when clients never send it as one.</summary>
    public static ProtoMessage? Of(Definition definition) => All.Value.GetValueOrDefault(definition.Name);

    public string? NameOf(int number) => _names.GetValueOrDefault(number);

    public ProtoMessage? Inlined(int number) => _inlined.GetValueOrDefault(number);

    private static Dictionary<string, ProtoMessage> ReadAll()
    {
        using var stream = typeof(ProtoMessage).Assembly.GetManifestResourceStream("numbers.txt")!;
        using var reader = new StreamReader(stream);
        var all = new Dictionary<string, ProtoMessage>();
        var package = "";
        foreach (var line in reader.ReadToEnd().Replace("\n  ", " ", StringComparison.Ordinal).Split('\n'))
        {
            if (line.StartsWith('@')) package = line[2..];
            else if (line.Length > 0 && line[0] != '#')
            {
                var colon = line.IndexOf(": ", StringComparison.Ordinal);
                all[$"{package}.{line[..colon]}"] = Read(line[(colon + 2)..]);
            }
        }

        return all;
    }

    private static ProtoMessage Read(string fields)
    {
        var message = new ProtoMessage();
        foreach (var field in fields.Split(", "))
        {
            var (name, numbers) = (field.Split(' ')[0], field.Split(' ')[1].Split('.').Select(int.Parse).ToArray());
            var target = message;
            foreach (var outer in numbers[..^1])
            {
                if (!target._inlined.TryGetValue(outer, out var inner)) target._inlined[outer] = inner = new();
                target = inner;
            }

            target._names[numbers[^1]] = name;
        }

        return message;
    }
}

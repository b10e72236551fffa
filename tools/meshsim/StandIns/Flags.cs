namespace MeshSim.StandIns;

/// <summary>A command line as Go's and gcloud's parsers see it: words, and flags as <c>--name value</c>, <c>--name=value</c> or <c>-n value</c>.</summary>
internal sealed class Flags
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private Flags(IReadOnlyList<string> words, string? unknown) => (Words, Unknown) = (words, unknown);

    public IReadOnlyList<string> Words { get; }

    /// <summary>The first flag that is not known, or null.</summary>
    public string? Unknown { get; private set; }

    public string this[string name] => _values.GetValueOrDefault(name, "");

    public bool Has(string name) => _values.ContainsKey(name);

    /// <param name="valued">Flags that take a value, with their short forms mapped to the long.</param>
    /// <param name="switches">Flags that take none.</param>
    public static Flags Parse(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> valued, IReadOnlySet<string> switches)
    {
        var words = new List<string>();
        var flags = new Flags(words, null);
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!argument.StartsWith('-'))
            {
                words.Add(argument);
                continue;
            }

            var cut = argument.IndexOf('=', StringComparison.Ordinal);
            var name = cut < 0 ? argument : argument[..cut];
            if (valued.TryGetValue(name, out var known)) flags._values[known] = cut >= 0 ? argument[(cut + 1)..] : ++i < arguments.Count ? arguments[i] : "";
            else if (switches.Contains(name)) flags._values[name] = cut >= 0 ? argument[(cut + 1)..] : "true";
            else flags.Unknown ??= argument;
        }

        return flags;
    }
}

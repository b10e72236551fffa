using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace MeshRunbook.Language.Comparison;

/// <summary>Names that have become others: what uses them has not changed because of that.</summary>
internal sealed partial record Renames(ImmutableDictionary<string, string> Steps, ImmutableDictionary<string, string> Parameters)
{
    public static Renames None { get; } = new(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty);

    /// <summary>The old value as it would be written with the new names.</summary>
    public Meaning In(Meaning meaning)
    {
        if (Steps.IsEmpty && Parameters.IsEmpty) return meaning;
        return meaning switch
        {
            TextMeaning text => new TextMeaning(In(text.Text)),
            WordsMeaning words => new WordsMeaning([.. words.Words.Select(In)]),
            ListMeaning list => new ListMeaning([.. list.Items.Select(In)]),
            MapMeaning map => In(map),
            _ => meaning,
        };
    }

    public MapMeaning In(MapMeaning map) => new([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, In(entry.Value)))]);

    private string In(string text) => text.Contains("{{", StringComparison.Ordinal)
        ? Reference().Replace(text, match => match.Groups["root"].Value + "."
            + (match.Groups["root"].Value == "steps" ? Steps : Parameters).GetValueOrDefault(match.Groups["name"].Value, match.Groups["name"].Value))
        : text;

    /// <summary>The parameters that a value uses.</summary>
    public static IEnumerable<string> ParametersIn(Meaning meaning) => meaning switch
    {
        TextMeaning { Text: var text } => ParametersIn(text),
        WordsMeaning words => words.Words.SelectMany(ParametersIn),
        ListMeaning list => list.Items.SelectMany(ParametersIn),
        MapMeaning map => map.Entries.SelectMany(entry => ParametersIn(entry.Value)),
        _ => [],
    };

    private static IEnumerable<string> ParametersIn(string text) => text.Contains("{{", StringComparison.Ordinal)
        ? Reference().Matches(text).Where(match => match.Groups["root"].Value == "params").Select(match => match.Groups["name"].Value)
        : [];

    [GeneratedRegex(@"(?<![\w.])(?<root>steps|params)\.(?<name>\w+)")]
    private static partial Regex Reference();
}

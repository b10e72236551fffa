using System.Collections.Immutable;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Parameters;

/// <summary>The keys that say what type a parameter, an item or a property has.</summary>
internal static class TypeKeys
{
    private const int MostPatterns = 500;

    private const int MostWords = 1000;

    public static ImmutableArray<Choice> Words { get; } =
    [
        new("string", "Text."),
        new("integer", "A whole number."),
        new("boolean", "true or false."),
        new("duration", "A span of time such as 90s, 30m or 1h30m."),
        new("enum", "One of the words in `values`."),
        new("list", "A list; `items` says of what."),
        new("object", "A mapping with the keys in `properties`."),
        new("path", "A file or folder on the machine that runs the runbook."),
        new("dns1035", "An RFC 1035 label: lower-case letters, digits and hyphens, a letter first."),
        new("dns1123", "An RFC 1123 label: lower-case letters, digits and hyphens."),
        new("semver", "A semantic version such as 1.2.3."),
        new("url", "An address with http:// or https://."),
    ];

    public static Key<string> Type { get; } = new("type", new ChoiceShape(Words), "What values the parameter takes.")
    {
        IsRequired = true,
        Example = "string",
    };

    private static readonly Key<ImmutableArray<string>> Values = new("values", new ListShape<string>(TextShape.Any),
        "The words that an enum may be.") { Example = "[istio, asm]" };

    private static readonly Key<DataType> Items = new("items", TypeShape.Instance, "The type of the items of a list.") { Example = "string" };

    private static readonly Key<ImmutableArray<Named<Property>>> Properties = new("properties",
        new MapShape<Property>("a mapping of names to types", NameShapes.Identifier, PropertyShape.Instance), "The properties of an object.")
    {
        Example = "{name: string}",
    };

    private static readonly Key<int> MinItems = new("minItems", new IntegerShape(0, 1_000_000), "The fewest items that a list may have.") { Example = "1" };

    private static readonly Key<int> Minimum = new("minimum", new IntegerShape(int.MinValue, int.MaxValue), "The smallest integer allowed.") { Example = "1" };

    private static readonly Key<int> Maximum = new("maximum", new IntegerShape(int.MinValue, int.MaxValue), "The largest integer allowed.") { Example = "10" };

    private static readonly Key<int> MaxLength = new("maxLength", new IntegerShape(1, 1_000_000), "The most characters that a text may have.") { Example = "56" };

    private static readonly Key<string> Pattern = new("pattern", PatternShape, "A regular expression that the whole text must match.") { Example = "\"[a-z]+\"" };

    /// <summary>All but `type` itself, each with the types that it goes with.</summary>
    private static readonly ImmutableArray<Detail> Details =
    [
        new(Values, "enum"), new(Items, "list"), new(Properties, "object"), new(MinItems, "list"), new(Minimum, "integer"), new(Maximum, "integer"),
        new(MaxLength, "string", "path", "dns1035", "dns1123", "semver", "url"), new(Pattern, "string", "path"),
    ];

    public static ImmutableArray<Key> Keys { get; } = [Type, .. Details.Select(detail => detail.Key)];

    private static TextShape PatternShape => new("a regular expression")
    {
        IsValid = text => TextPattern.Of(text) is not null,
        Help = "close its brackets and groups, and put a backslash before a bracket that means itself; there are no backreferences and nothing looks ahead or behind",
    };

    /// <summary>The type that a mapping describes.</summary>
    public static DataType Read(Fields fields, Place place)
    {
        var word = fields.Has(Type) ? fields.Read(Type, place) : "";
        foreach (var (key, types) in Details)
            if (word.Length > 0 && fields.Has(key) && !types.Contains(word))
                place.Report(StructureCodes.NotApplicable, $"`{key.Name}` does not go with type `{word}`", fields.LocationOf(key), "does not apply",
                    $"it goes with {string.Join(", ", types.Select(type => $"`{type}`"))}");
        return OfWord(word) ?? word switch
        {
            "string" => new StringType(TextFormat.Plain, Length(fields, place), ReadPattern(fields, place)),
            "path" => new StringType(TextFormat.Path, Length(fields, place), ReadPattern(fields, place)),
            "dns1035" => new StringType(TextFormat.Dns1035, Length(fields, place)),
            "dns1123" => new StringType(TextFormat.Dns1123, Length(fields, place)),
            "semver" => new StringType(TextFormat.Semver, Length(fields, place)),
            "url" => new StringType(TextFormat.Url, Length(fields, place)),
            "integer" => ReadRange(fields, place),
            "enum" => Needed(Values, word, fields, place) ? ReadWords(fields, place) : DataType.Any,
            "list" => Needed(Items, word, fields, place)
                ? new ListType(fields.Read(Items, place), fields.Has(MinItems) ? fields.Read(MinItems, place) : null)
                : new ListType(DataType.Any),
            "object" => Needed(Properties, word, fields, place)
                ? new ObjectType([.. fields.Read(Properties, place).Select(one => one.Value with { Name = one.Name })])
                : DataType.Any,
            _ => DataType.Any,
        };
    }

    /// <summary>A type that a single word says in full; null for those that need other keys, or may have them.</summary>
    public static DataType? OfWord(string word) => word switch
    {
        "boolean" => DataType.Boolean,
        "duration" => DataType.Duration,
        _ => null,
    };

    private static string? ReadPattern(Fields fields, Place place)
    {
        if (!fields.Has(Pattern)) return null;
        if (++place.File.Patterns <= MostPatterns) return fields.Optional(Pattern, place);
        if (place.File.Patterns == MostPatterns + 1)
            place.Report(StructureCodes.OutOfRange, $"a runbook has at most {MostPatterns} patterns", fields.LocationOf(Pattern), "one too many",
                "use `dns1123`, `enum` or another type that says what is meant");
        return null;
    }

    private static IntegerType ReadRange(Fields fields, Place place)
    {
        var type = new IntegerType(fields.Has(Minimum) ? fields.Read(Minimum, place) : null, fields.Has(Maximum) ? fields.Read(Maximum, place) : null);
        if (type.Minimum > type.Maximum)
            place.Report(StructureCodes.OutOfRange, $"`minimum` {type.Minimum} is above `maximum` {type.Maximum}", fields.LocationOf(Minimum),
                "no number fits", "exchange the two, or correct one");
        return type;
    }

    private static EnumType ReadWords(Fields fields, Place place)
    {
        var words = fields.Read(Values, place);
        if (words.Length > MostWords)
        {
            place.Report(StructureCodes.OutOfRange, $"`values` has {words.Length} words; at most {MostWords} are allowed", fields.LocationOf(Values), "too many",
                "take text, and check it in a step");
            return new EnumType([]);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (fields[Values] is YamlSequence list)
            foreach (var word in list.Items.OfType<YamlScalar>())
                if (!seen.Add(word.Text))
                    place.Report(StructureCodes.DuplicateName, $"the value `{word.Text}` stands twice", word.Location, "stands above already", "remove one of them");
        return new EnumType(words);
    }

    private static int? Length(Fields fields, Place place) => fields.Has(MaxLength) ? fields.Read(MaxLength, place) : null;

    private static bool Needed(Key key, string word, Fields fields, Place place)
    {
        if (fields.Has(key) || fields.Mapping.IsCut) return fields.Has(key);
        place.Report(StructureCodes.MissingKey, $"type `{word}` needs the key `{key.Name}`", fields.LocationOf(Type), $"`{key.Name}` is missing",
            $"add `{key.Name}: {key.Example}`");
        return false;
    }

    private sealed record Detail(Key Key, params string[] Types);
}

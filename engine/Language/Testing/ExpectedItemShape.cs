using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Testing;

/// <summary>A pattern of an address or a command, or `...` for any number of them.</summary>
internal sealed class ExpectedItemShape : Shape<ExpectedItem>
{
    private const string Inside = "/" + ExpectedItem.Rest;
    private readonly PatternShape _pattern;

    private ExpectedItemShape(PatternShape pattern) => _pattern = pattern;

    public static ExpectedItemShape Step { get; } = new(PatternShape.Text);

    public static ExpectedItemShape Command { get; } = new(PatternShape.Command);

    public override string Noun => _pattern.Noun;

    public override ExpectedItem Nothing { get; } = new(null, IsInside: false, Places.None);

    public static ListShape<ExpectedItem> ListOf(ExpectedItemShape item) => new(item) { AllowsEmpty = true };

    public override ExpectedItem Read(YamlNode node, Place place)
    {
        if (node is YamlScalar { Text: ExpectedItem.Rest }) return new(null, IsInside: false, node.Location);
        var (pattern, location) = _pattern.Read(node, place);
        return this == Step && pattern.Text.EndsWith(Inside, StringComparison.Ordinal)
            ? new(new(pattern.Text[..^Inside.Length]), IsInside: true, location)
            : new(pattern, IsInside: false, location);
    }

    public override Meaning MeaningOf(YamlNode node) => new TextMeaning(TextOf(node));

    public override JsonObject Schema(SchemaDefinitions definitions) => _pattern.Schema(definitions);
}

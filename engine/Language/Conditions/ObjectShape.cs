using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Conditions;

/// <summary>The name of an object as kubectl takes it: `deployment/istiod`, `secret/cacerts`; only the kind where a selector picks.</summary>
internal sealed class ObjectShape(bool allowsKindAlone = false) : Shape<TemplateTree>
{
    public static Shape<TemplateTree> One { get; } = new ObjectShape();

    public static Shape<TemplateTree> OneOrMany { get; } = new TreeListShape(One, "an object such as deployment/istiod, or a list of such");

    public static Shape<TemplateTree> OneOrManyOrKind { get; } =
        new TreeListShape(new ObjectShape(allowsKindAlone: true), "an object such as secret/cacerts, or a list of such");

    public override string Noun => "an object such as deployment/istiod";

    public override TemplateTree Nothing => Trees.Text.Nothing;

    public override TemplateTree Read(YamlNode node, Place place)
    {
        if (node is not YamlScalar { IsNothing: false } scalar) return Refuse(node, place);
        if (!IsObject(scalar.Text))
            place.Report(StructureCodes.BadFormat, $"{place.Subject} must be {Noun}, not `{scalar.Text}`", scalar.Location,
                "expected KIND/NAME", "name the kind as kubectl does, then `/` and the object's name");
        return Trees.Text.Read(node, place);
    }

    public override Meaning MeaningOf(YamlNode node) => Trees.Text.MeaningOf(node);

    public override JsonObject Schema(SchemaDefinitions definitions) => new()
    {
        ["type"] = "string",
        ["pattern"] = allowsKindAlone ? @"^(\{\{|[A-Za-z][A-Za-z0-9.-]*(/\S|$))" : @"^(\{\{|[A-Za-z][A-Za-z0-9.-]*/\S)",
    };

    /// <summary>A selector goes with kinds, names go without: reports where they are mixed.</summary>
    public static void CheckSelector(Fields fields, Place place, Key objects, Key selector)
    {
        var texts = fields[objects] switch
        {
            YamlScalar one => [one],
            YamlSequence many => many.Items.OfType<YamlScalar>(),
            _ => [],
        };
        foreach (var text in texts)
        {
            var isNamed = text.Text.Contains('/', StringComparison.Ordinal) || text.Text.Contains(TemplateShape.Marker, StringComparison.Ordinal);
            if (fields.Has(selector) && text.Text.Contains('/', StringComparison.Ordinal))
                place.Report(StructureCodes.NotApplicable, "`selector` picks among all objects of a kind, but a name is given", text.Location,
                    "names one object", "write only the kind, or remove `selector`");
            if (!fields.Has(selector) && !isNamed && text is { IsNothing: false } && IsKind(text.Text))
                place.Report(StructureCodes.BadFormat, $"`{text.Text}` names no object", text.Location, "expected KIND/NAME",
                    $"write {text.Text}/NAME, or add `selector`");
        }
    }

    /// <summary>Judges only what stands there literally: a template may yield the kind, the name or both.</summary>
    private bool IsObject(string text)
    {
        if (text.StartsWith(TemplateShape.Marker, StringComparison.Ordinal)) return true;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return allowsKindAlone && IsKind(text);
        return IsKind(text[..slash]) && slash + 1 < text.Length && !char.IsWhiteSpace(text[slash + 1]);
    }

    private static bool IsKind(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');
}

using System.Buffers;
using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Conditions;

/// <summary>A root of trust: `citadel`, `meshca`, a fingerprint, a PEM text or the path of a PEM file.</summary>
internal sealed class RootShape : Shape<TemplateTree>
{
    private const string Fingerprint = "sha256:";

    private static readonly string[] Words = ["citadel", "meshca"];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static Shape<TemplateTree> One { get; } = new RootShape();

    public static Shape<TemplateTree> OneOrMany { get; } = new TreeListShape(One, "a root such as citadel, or a list of such");

    public override IEnumerable<(string Word, string? Meaning)> Choices =>
        [("citadel", "The root of the cluster's own CA."), ("meshca", "The root of Mesh CA.")];

    public override string Noun => "a root: citadel, meshca, sha256:HEX, a PEM text or the path of a PEM file";

    public override TemplateTree Nothing => Trees.Text.Nothing;

    public override TemplateTree Read(YamlNode node, Place place)
    {
        if (node is not YamlScalar { IsNothing: false } scalar) return Refuse(node, place);
        if (scalar.Text.StartsWith(Fingerprint, StringComparison.Ordinal) && !scalar.Text.Contains("{{", StringComparison.Ordinal)
            && !(scalar.Text.Length == Fingerprint.Length + 64 && scalar.Text.AsSpan(Fingerprint.Length).IndexOfAnyExcept(Digits) < 0))
            place.Report(StructureCodes.BadFormat, $"`{scalar.Text}` is not a fingerprint", scalar.Location, "expected sha256: and 64 digits",
                "write the SHA-256 of the certificate's DER as 64 lower-case hexadecimal digits, without colons");
        if (!Words.Contains(scalar.Text) && !scalar.Text.Contains('/', StringComparison.Ordinal) && !scalar.Text.Contains('.', StringComparison.Ordinal)
            && Suggestion.For(scalar.Text, Words) is { } near)
            place.Report(StructureCodes.BadFormat, $"there is no root `{scalar.Text}`", scalar.Location, "no such root",
                new Advice($"did you mean `{near}`? The path of a file that is called so is `./{scalar.Text}`", near));
        return Trees.Text.Read(node, place);
    }

    public override Meaning MeaningOf(YamlNode node) => Trees.Text.MeaningOf(node);

    public override JsonObject Schema(SchemaDefinitions definitions) => SchemaDefinitions.Template(DataType.String);
}

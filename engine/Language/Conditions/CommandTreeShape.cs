using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Conditions;

/// <summary>A command whose words become a list; a word that is a whole template and yields a list stands for its items.</summary>
internal sealed class CommandTreeShape : Shape<TemplateTree>
{
    public override string Noun => CommandShape.Instance.Noun;

    public override TemplateTree Nothing => new TemplateList([]);

    public override TemplateTree Read(YamlNode node, Place place) =>
        new TemplateList([.. CommandShape.Instance.Read(node, place).Words.Select(word => new TemplateLeaf(word))]);

    public override Meaning MeaningOf(YamlNode node) => CommandShape.Instance.MeaningOf(node);

    public override JsonObject Schema(SchemaDefinitions definitions) => CommandShape.Instance.Schema(definitions);
}

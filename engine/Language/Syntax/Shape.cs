using System.Text.Json.Nodes;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Schema;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Syntax;

/// <summary>What the value of a key must look like: what messages call it, and how the schema describes it.</summary>
internal abstract class Shape
{
    /// <summary>With article and, where it helps, an example: `a duration such as 30s`.</summary>
    public abstract string Noun { get; }

    public abstract JsonObject Schema(SchemaDefinitions definitions);

    /// <summary>What a value means that has been read without a mistake, whatever way it is written.</summary>
    public abstract Meaning MeaningOf(YamlNode node);

    /// <summary>The forms that mappings inside a value of this shape have.</summary>
    public virtual IEnumerable<Form> Forms => [];

    /// <summary>The form that a mapping of this shape has; null where its keys are names that the runbook chooses.</summary>
    public virtual Form? FormOf(YamlMapping mapping) => null;

    /// <summary>The words that a value may be, each with what it means, where they are known.</summary>
    public virtual IEnumerable<(string Word, string? Meaning)> Choices => [];

    /// <summary>The shape of the items of a list, or of the values behind names that the runbook chooses.</summary>
    public virtual Shape? Inner => null;
}

/// <summary>A shape whose values are read as <typeparamref name="T"/>.</summary>
internal abstract class Shape<T> : Shape
{
    /// <summary>Stands for a value that is missing or wrong and has been reported, so that reading can go on.</summary>
    public abstract T Nothing { get; }

    /// <summary>Reads a value; what is wrong is reported at its place, and the rest is read all the same.</summary>
    public abstract T Read(YamlNode node, Place place);

    /// <summary>A value as the schema shows it; null where it has no short form.</summary>
    public virtual JsonNode? Show(T value) => null;

    /// <summary>The text of a scalar, which is all that most values are.</summary>
    protected static string TextOf(YamlNode node) => (node as YamlScalar)?.Text ?? "";

    /// <summary>Reports that the node has another shape, unless it is broken and has been reported as such.</summary>
    protected T Refuse(YamlNode node, Place place, Advice? help = null)
    {
        if (node is YamlScalar { IsNothing: true } scalar)
            place.Report(StructureCodes.NoValue, $"{place.Subject} has no value", scalar.Location, $"expected {Noun}",
                help ?? "give a value, or remove the key");
        else if (node is not YamlBroken)
            place.Report(StructureCodes.WrongShape, $"{place.Subject} must be {Noun}, not {Found(node)}", node.Location,
                $"expected {Noun}", help);
        return Nothing;
    }

    private static string Found(YamlNode node) =>
        node is YamlScalar { Text.Length: <= 40 } scalar && !scalar.Text.Contains('\n', StringComparison.Ordinal)
            ? $"`{scalar.Text}`"
            : node.Noun;
}

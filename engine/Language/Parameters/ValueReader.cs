using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Parameters;

/// <summary>Makes values of a type from YAML: defaults, and files of parameters.</summary>
internal static class ValueReader
{
    /// <summary>The value, or null with what is wrong reported under <paramref name="code"/>; secret values are never quoted.</summary>
    /// <param name="subject">What messages call the value: "the default", "`kubeconfig`".</param>
    public static Value? Read(YamlNode node, DataType type, DiagnosticBag diagnostics, Code code, string subject, bool isSecret)
    {
        switch (node, type)
        {
            case (YamlSequence sequence, ListType or AnyType):
                var items = sequence.Items.Select((item, i) =>
                    Read(item, type is ListType list ? list.Items : DataType.Any, diagnostics, code, $"item {i + 1} of {subject}", isSecret)).ToList();
                return items.Contains(null) ? null : Checked(Value.Of(items.Select(item => item!)), sequence);
            case (YamlMapping mapping, ObjectType or AnyType):
                var entries = mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Read(entry.Value,
                    (type as ObjectType)?.Find(entry.Key.Text)?.Type ?? DataType.Any, diagnostics, code, $"`{entry.Key.Text}` of {subject}", isSecret))).ToList();
                return entries.Exists(entry => entry.Value is null)
                    ? null
                    : Checked(new MapValue([.. entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value!))]), mapping);
            case (YamlScalar scalar, _):
                return ReadScalar(scalar);
            case (YamlBroken, _):
                return null;
            default:
                return Wrong(node, $"must be {type}, not {node.Noun}");
        }

        Value? ReadScalar(YamlScalar scalar)
        {
            var hint = type switch { IntegerType => IntegerShape.Hint(scalar), BooleanType => BooleanShape.Hint(scalar), DurationType => DurationShape.Hint(scalar), _ => null };
            if (hint is not null && !isSecret) return Wrong(scalar, $"must be {type}, not `{scalar.Text}`", hint);
            if (scalar.IsNothing && type is not AnyType && !type.IsOptional) return Wrong(scalar, "has no value", "write a value, or leave it out");
            var (value, problem) = ValueText.ParseScalar(scalar.Text, scalar.IsPlain, type);
            return value ?? Wrong(scalar, isSecret ? $"is not of type {type}" : problem ?? $"is not of type {type}");
        }

        Value? Checked(Value value, YamlNode at) =>
            ValueCheck.Problem(value.MarkedSecret(isSecret), type) is { } problem ? Wrong(at, problem) : value;

        Value? Wrong(YamlNode at, string problem, Advice? help = null)
        {
            diagnostics.Add(code, $"{subject} {problem}", at.Location, "does not fit", help);
            return null;
        }
    }
}

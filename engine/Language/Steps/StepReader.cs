using System.Collections.Immutable;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Steps;

/// <summary>Makes a step of the plan from a mapping: its kind's own keys, then those that kinds share.</summary>
internal static class StepReader
{
    /// <summary>The step, and what those after it may use; null where the mapping is no step.</summary>
    public static (Step Step, Names After)? Read(YamlNode node, Place place)
    {
        if (node is not YamlMapping mapping)
        {
            if (node is not YamlBroken)
                place.Report(StructureCodes.WrongShape, $"a step must be a mapping, not {node.Noun}", node.Location, "expected a step",
                    "write a step as `- id: NAME` with its other keys below");
            return null;
        }

        if (KindKey.Find(mapping, "step", StepKinds.Find, one => one.Form, StepKinds.All.Select(one => one.Name), place) is not var (kind, mine))
            return null;
        var fields = kind.Form.Check(mine, place);
        var id = ReadId(kind.IdKey, fields, place);
        var itself = id.Length == 0 || kind is CheckpointKind ? place : place with
        {
            Names = place.Names.WithHiddenStep(id, kind is ForEachKind or ParallelKind ? HiddenStep.Around : HiddenStep.Itself),
        };
        var compiled = kind.Compile(id, fields, itself);
        var when = fields.Optional(CommonKeys.When, itself);
        var step = AddCommonKeys(compiled.Step with { When = when }, fields, itself, compiled.Inner, kind);
        if (id.Length > 0)
        {
            place.File.Symbols?.Describe(step);
            place.File.Symbols?.Declare(id, step.Outputs, fields[CommonKeys.Outputs]);
        }

        return (step, AddOutputs(compiled, step, when is not null));
    }

    /// <summary>What a step means that has been read without a mistake.</summary>
    public static StepMeaning MeaningOf(YamlMapping mapping)
    {
        var kind = KindKey.Of(mapping, StepKinds.Find, one => one.Form) ?? throw new ArgumentException("the mapping is no step", nameof(mapping));
        var keys = kind.Form.MeaningOf(mapping);
        var id = (keys[kind.IdKey.Name] as TextMeaning)?.Text ?? "";
        return new(id, kind.Name, kind.Completed(keys.Without(kind.IdKey.Name)), mapping.Location);
    }

    private static string ReadId(Key<string> key, Fields fields, Place place)
    {
        if (!fields.Has(key)) return "";
        var errors = place.Diagnostics.Count;
        var id = fields.Read(key, place);
        if (place.Diagnostics.Count == errors) place.File.Claim(id, fields.LocationOf(key));
        return id;
    }

    private static Step AddCommonKeys(Step step, Fields fields, Place place, Names inner, StepKind kind)
    {
        return step with
        {
            Title = fields.Optional(CommonKeys.Title, place),
            Description = fields.Optional(CommonKeys.Description, place),
            Timeout = fields.Optional(CommonKeys.Timeout, place),
            Retry = fields.Optional(CommonKeys.Retry, place),
            Probe = fields.Optional(CommonKeys.Probe, place),
            IsSensitive = fields.Read(CommonKeys.Sensitive, place),
            IsRepeatable = fields.Read(CommonKeys.Repeatable, place),
            Outputs = fields.Has(CommonKeys.Outputs) && kind.Form.Find(CommonKeys.Outputs.Name) is not null
                ? fields.Read(CommonKeys.Outputs, place with { Names = inner.WithHiddenStep(step.Id, HiddenStep.Itself) })
                : [],
        };
    }

    private static Names AddOutputs(CompiledStep compiled, Step step, bool mayBeSkipped)
    {
        if (step is CheckpointStep || step.Id.Length == 0) return compiled.After;
        if (compiled.OutputsAreUnknown) return compiled.After.WithUnreadableStep(step.Id);
        var outputs = compiled.Outputs
            ?? [.. step.Outputs.Select(output => KeyValuePair.Create(output.Name, compiled.Seen(output.Type)))];
        return compiled.After.WithStep(step.Id,
            outputs.Select(output => mayBeSkipped ? KeyValuePair.Create(output.Key, output.Value.Optional()) : output));
    }
}

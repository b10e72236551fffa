using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Testing;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Plans;

/// <summary>Makes the plan of one file.</summary>
internal static class PlanBuilder
{
    /// <summary>The plan; its worth depends on whether the file's diagnostics have errors. Null where there is no runbook at all.</summary>
    public static Plan? Build(RunbookFile file)
    {
        var document = YamlReader.Read(file.Source, file.Diagnostics);
        if (document.Root is null) return null;
        var place = new Place(file, Names.None, "the file");
        if (document.Root is not YamlMapping mapping)
        {
            if (document.Root is not YamlBroken && !document.IsCut)
                place.Report(StructureCodes.WrongShape, $"a runbook must be a mapping, not {document.Root.Noun}", document.Root.Location,
                    "expected `apiVersion:`", $"begin with `apiVersion: {RunbookForm.Version}`");
            return null;
        }

        if (IsForeign(mapping, place)) return null;
        return Build(RunbookForm.Form.Check(mapping, place), place);
    }

    private static Plan Build(Fields fields, Place place)
    {
        fields.Read(RunbookForm.ApiVersion, place);
        fields.Read(RunbookForm.Kind, place);
        var metadata = fields.Read(RunbookForm.Metadata, place);
        CheckRollback(metadata, place);
        ImmutableArray<Parameter> parameters = [.. fields.Read(RunbookForm.Parameters, place).Select(one => one.Value with { Name = one.Name, Location = one.Location })];
        foreach (var parameter in parameters)
            place = place with { Names = place.Names.WithParameter(parameter.Name, parameter.Type, parameter.IsSecret) };
        foreach (var parameter in parameters) place.File.Symbols?.Declare(parameter, parameter.Location);

        var requires = fields.Read(RunbookForm.Requires, place);
        var ids = StepIds.In(fields[RunbookForm.Steps]).ToList();
        var before = place with { Names = place.Names.Hide(ids, HiddenStep.BeforeAll) };
        var start = place with { Names = place.Names.Hide(ids, HiddenStep.Later) };
        var steps = fields.Read(RunbookForm.Steps, start);
        var plan = new Plan
        {
            Name = metadata.Name,
            Version = metadata.Version,
            Title = metadata.Title,
            Description = metadata.Description,
            Rollback = metadata.Rollback,
            Parameters = parameters,
            Requires = requires,
            Lock = ReadLock(fields, before),
            Cluster = fields.Optional(RunbookForm.Cluster, before),
            Environment = [.. fields.Read(RunbookForm.Env, before).Select(one => new NamedTemplate(one.Name, one.Value))],
            Steps = steps.Steps,
            Outputs = fields.Read(RunbookForm.Outputs, start with { Names = steps.After }),
            Source = place.File.Source,
            Digest = PlanDigest.Of(place.File.Source, steps.Steps),
        };
        place.File.Symbols?.Declare(null, plan.Outputs, fields[RunbookForm.Outputs]);
        place.File.Symbols?.Describe(plan);
        WarnOfUnused(parameters, fields, place);
        return plan;
    }

    private static Template? ReadLock(Fields fields, Place place)
    {
        if (fields.Optional(RunbookForm.Lock, place) is not { } key) return null;
        if (fields[RunbookForm.Lock] is YamlScalar { IsNothing: false } && string.IsNullOrWhiteSpace(key.Literal ?? "x"))
            place.Report(StructureCodes.OutOfRange, "`lock` is empty text", fields.LocationOf(RunbookForm.Lock), "locks nothing",
                "name what the run works on, such as `mesh/{{ params.context }}`, or remove the key");
        foreach (var reference in References.Of(key))
            if (place.Names.IsSecret(reference.Target))
                place.Report(StructureCodes.NotApplicable, "the lock would show a secret", reference.Location, "is secret",
                    "name what the run works on with parameters that are not secret");
        return key;
    }

    /// <summary>Whether the file is something else altogether, of which nothing more need be said.</summary>
    private static bool IsForeign(YamlMapping mapping, Place place)
    {
        if (mapping.Find(RunbookForm.Kind.Name)?.Value is YamlScalar { Text: TestForm.TestKind } test)
        {
            place.Report(StructureCodes.WrongVersion, "these are tests of a runbook, not a runbook", test.Location, $"expected `{RunbookForm.RunbookKind}`",
                "run them with `runbook test FILE`, or give the path of the runbook");
            return true;
        }

        if (mapping.Find(RunbookForm.Kind.Name)?.Value is not YamlScalar kind
            || mapping.Find(RunbookForm.ApiVersion.Name)?.Value is not YamlScalar version
            || version.Text.StartsWith("meshrunbook", StringComparison.OrdinalIgnoreCase)
            || Suggestion.For(version.Text, [RunbookForm.Version]) is not null
            || Suggestion.For(kind.Text, [RunbookForm.RunbookKind]) is not null)
            return false;
        place.Report(StructureCodes.WrongVersion, $"this is a `{kind.Text}` of `{version.Text}`, not a runbook", version.Location,
            $"expected `{RunbookForm.Version}`", "give the path of a runbook");
        return true;
    }

    private static void CheckRollback(Metadata metadata, Place place)
    {
        if (metadata.Rollback is not { Length: > 0 } path || metadata.RollbackLocation is not { } location) return;
        place.File.HasRollback = true;
        if (path.Contains(TemplateShape.Marker, StringComparison.Ordinal))
        {
            place.Report(StructureCodes.BadFormat, "the path of a rollback cannot be a template", location, "must be known before the run", "name one file");
            return;
        }

        if (place.File.Calls.Text(place.File, path, location) is not { } text) return;
        if (text.Name == place.File.Source.Name)
        {
            place.Report(CallCodes.Cycle, "a runbook cannot take itself back", location, "names this file", "name the runbook that undoes this one");
            return;
        }

        // Only whether it is a runbook: it is checked in full when it is validated or started itself.
        if (YamlReader.Read(text, new DiagnosticBag()).Root is not YamlMapping mapping
            || mapping.Find(RunbookForm.Kind.Name)?.Value is not YamlScalar { Text: RunbookForm.RunbookKind })
            place.Report(CallCodes.NotARunbook, $"the rollback `{path}` is no runbook", location, $"does not say `kind: {RunbookForm.RunbookKind}`");
    }

    private static void WarnOfUnused(ImmutableArray<Parameter> parameters, Fields fields, Place place)
    {
        // Behind a mistake of syntax, or in a step that could not be read, there may be more uses.
        if (fields.Mapping.IsCut || place.Diagnostics.HasErrors) return;
        foreach (var parameter in parameters)
            if (!place.File.UsedParameters.Contains(parameter.Name))
                place.Report(StructureCodes.UnusedParameter, $"the parameter `{parameter.Name}` is not used", parameter.Location, "never used",
                    "remove it, or use it");
    }
}

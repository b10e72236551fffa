using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Steps;

/// <summary>`shell`: a script.</summary>
internal sealed class ShellKind() : StepKind(
    "Runs a script with `bash -euo pipefail`. Templates are not allowed in it: values reach it as environment variables.",
    [Script, Env, .. CommonKeys.OfAll, .. CommonKeys.OfCommands])
{
    private static readonly Key<string> Script = new("shell", TextShape.Any, "The script. Quote its variables: \"$NAME\".")
    {
        IsRequired = true,
        Example = "echo \"$REVISION\"",
    };

    private static readonly Key<ImmutableArray<Named<Template>>> Env = new("env",
        new MapShape<Template>("a mapping of variables to templates", NameShapes.Variable, TemplateShape.Text), "Environment variables of the script.")
    {
        Example = "{REVISION: \"{{ params.newRevision }}\"}",
    };

    public override CompiledStep Compile(string id, Fields fields, Place place)
    {
        var script = fields.Read(Script, place);
        if (fields[Script] is YamlScalar scalar) RefuseTemplates(scalar, place);
        var env = fields.Read(Env, place);
        if (MutatingCommands.Describe(script) is { } what) MissingProbe.Report(what, id, fields, fields.LocationOf(Script), place);
        var step = new ShellStep(id, script, [.. env.Select(one => new NamedTemplate(one.Name, one.Value))], fields.Location);
        return new(step, place.Names with { HasResult = true }, place.Names);
    }

    private static void RefuseTemplates(YamlScalar script, Place place)
    {
        for (var at = script.Text.IndexOf(TemplateShape.Marker, StringComparison.Ordinal); at >= 0;)
        {
            var end = script.Text.IndexOf("}}", at, StringComparison.Ordinal);
            if (end < 0) break;
            end += 2;
            place.Report(StructureCodes.TemplateInScript, "a template stands in a shell script", script.At(at, end - at), "not replaced here",
                $"add `env: {{NAME: \"{script.Text[at..end]}\"}}` and write \"$NAME\" in the script");
            at = script.Text.IndexOf(TemplateShape.Marker, end, StringComparison.Ordinal);
        }
    }
}

using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Steps;

/// <summary>`call`: another runbook.</summary>
internal sealed class CallKind() : StepKind(
    "Runs another runbook as a step. Its outputs are `steps.ID.outputs.NAME`.",
    [Path, With, .. CommonKeys.OfAll])
{
    private static readonly Key<string> Path = new("call", TextShape.Any, "The runbook's path, relative to this file.")
    {
        IsRequired = true,
        Example = "blocks/survey.yaml",
    };

    private static readonly Key<ImmutableArray<Named<YamlNode>>> With = new("with",
        new MapShape<YamlNode>("a mapping of parameters to values", NameShapes.Identifier, NodeShape.Instance),
        "Values for the parameters of the called runbook.")
    {
        Example = "{revision: \"{{ params.newRevision }}\"}",
    };

    public override CompiledStep Compile(string id, Fields fields, Place place)
    {
        var path = fields.Read(Path, place);
        var callee = fields[Path] is YamlScalar { IsNothing: false } ? Open(path, fields.LocationOf(Path), place) : null;
        var given = fields.Read(With, place);
        if (callee is null) ReadUnchecked(given, place);
        var with = callee is null ? [] : Bind(callee, given, fields, place);
        var step = new CallStep(id, callee ?? Placeholder.Plan, with, fields.Location);
        return new(step, place.Names, place.Names)
        {
            Outputs = callee is null ? [] : [.. callee.Outputs.Select(output => KeyValuePair.Create(output.Name, output.Type))],
            OutputsAreUnknown = callee is null,
        };
    }

    private static Plan? Open(string path, Text.Location location, Place place)
    {
        if (path.Length == 0)
        {
            place.Report(StructureCodes.BadFormat, "the path of a call is empty", location, "names no file", "write the runbook's path, relative to this file");
            return null;
        }

        if (!path.Contains(TemplateShape.Marker, StringComparison.Ordinal)) return place.File.Calls.Open(place.File, path, location);
        place.Report(StructureCodes.BadFormat, "the path of a call cannot be a template", location, "must be known before the run",
            "write one step for each runbook, each with a `when`");
        return null;
    }

    private static ImmutableArray<Argument> Bind(Plan callee, ImmutableArray<Named<YamlNode>> given, Fields fields, Place place)
    {
        var arguments = ImmutableArray.CreateBuilder<Argument>();
        foreach (var (name, location, node) in given)
        {
            if (callee.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } parameter)
            {
                place.File.Symbols?.Use(new ParameterSymbol(callee.Source.Name, name), location, parameter.Type);
                arguments.Add(new(name, ArgumentReader.Read(node, parameter, place.About($"the argument `{name}`"))));
                continue;
            }

            ArgumentReader.ReadUnchecked(node, place);
            place.Report(CallCodes.UnknownArgument, $"`{callee.Name}` has no parameter `{name}`", location, "no such parameter",
                place.Diagnostics.IsLong ? null : Suggestion.Help(name, callee.Parameters.Select(known => known.Name), "it has the parameters"));
        }

        if (fields.Mapping.IsCut) return arguments.DrainToImmutable();
        foreach (var missing in callee.Parameters.Where(known => known.IsRequired && given.All(one => one.Name != known.Name)))
            place.Report(CallCodes.MissingArgument, $"the call of `{callee.Name}` lacks the argument `{missing.Name}`", fields.LocationOf(Path),
                "called without it", $"add `{missing.Name}:` to `with`" + (missing.Description is null ? "" : $": {missing.Description}"));
        return arguments.DrainToImmutable();
    }

    /// <summary>Looks at the templates alone, so that their mistakes are known and the parameters they use count as used.</summary>
    private static void ReadUnchecked(ImmutableArray<Named<YamlNode>> given, Place place)
    {
        foreach (var argument in given) ArgumentReader.ReadUnchecked(argument.Value, place);
    }

    private static class Placeholder
    {
        public static Plan Plan { get; } = new()
        {
            Name = "", Version = "", Title = "", Parameters = [], Requires = [], Environment = [], Steps = [], Outputs = [],
            Source = Places.None.Source, Digest = "",
        };
    }
}

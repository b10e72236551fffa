using System.Text.RegularExpressions;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;

namespace MeshRunbook.Language.Conditions;

/// <summary>`command`: a command that only looks, and how it ends.</summary>
internal static class CommandCondition
{
    private static readonly Key<TemplateTree> Matches = new("matches", Trees.Text, "A regular expression that matches somewhere in the output.");

    private static Form TextForm { get; } = new("`stdout`",
        new Key<TemplateTree>("equals", Trees.Text, "The whole output, without the line break at its end."),
        new Key<TemplateTree>("contains", Trees.Text, "A text that stands somewhere in the output."),
        Matches);

    private static readonly Key<TemplateTree> Stdout = new("stdout", Trees.Form("a mapping with `equals`, `contains` or `matches`", TextForm),
        "What the command must print.") { Example = "{contains: deployed}" };

    public static ConditionKind Kind { get; } = new(
        "Holds if a command ends as expected. It is asked as often as needed, so it must only look and never change anything.",
        new Key<TemplateTree>("command", new CommandTreeShape(), "The command, split into words as in `run`.")
        {
            IsRequired = true,
            Example = "kubectl get --raw /readyz",
        },
        new Key<TemplateTree>("exitCode", Trees.IntegerIn(0, 255), "The exit status with which it must end; 0 where not given.") { Example = "0" },
        Stdout)
    {
        Check = (fields, place) =>
        {
            if (fields[Stdout] is Yaml.YamlMapping { Entries.Length: 0, IsCut: false })
                place.Report(StructureCodes.MissingKey, "`stdout` says nothing", fields.LocationOf(Stdout), "empty",
                    "add `equals`, `contains` or `matches`");
            if (fields[Stdout] is Yaml.YamlMapping stdout && stdout.Find(Matches.Name)?.Value is Yaml.YamlScalar pattern
                && !pattern.Text.Contains(TemplateShape.Marker, StringComparison.Ordinal) && !IsPattern(pattern.Text))
                place.Report(StructureCodes.BadFormat, $"`matches` must be a regular expression, not `{pattern.Text}`", pattern.Location,
                    "expected a regular expression", "close its brackets and groups; a bracket that means itself has a backslash before it");
        },
    };

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.CultureInvariant);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

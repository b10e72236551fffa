using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;

namespace MeshRunbook.Language.Conditions;

/// <summary>`command`: a command that only looks, and how it ends.</summary>
internal static class CommandCondition
{
    private static Form TextForm { get; } = new("`stdout`",
        new Key<TemplateTree>("equals", Trees.Text, "The whole output, without the line break at its end."),
        new Key<TemplateTree>("contains", Trees.Text, "A text that stands somewhere in the output."),
        new Key<TemplateTree>("matches", Trees.Text, "A regular expression that matches somewhere in the output."));

    private static readonly Key<TemplateTree> Stdout = new("stdout", Trees.Form("a mapping with `equals`, `contains` or `matches`", TextForm),
        "What the command must print.") { Example = "{contains: deployed}" };

    public static ConditionKind Kind { get; } = new(
        "Holds if a command ends as expected. It is asked as often as needed, so it must only look and never change anything.",
        new Key<TemplateTree>("command", new CommandTreeShape(), "The command, split into words as in `run`.")
        {
            IsRequired = true,
            Example = "kubectl get --raw /readyz",
        },
        new Key<TemplateTree>("exitCode", Trees.Integer, "The exit status with which it must end; 0 where not given.") { Example = "0" },
        Stdout)
    {
        Check = (fields, place) =>
        {
            if (fields[Stdout] is Yaml.YamlMapping { Entries.Length: 0, IsCut: false })
                place.Report(StructureCodes.MissingKey, "`stdout` says nothing", fields.LocationOf(Stdout), "empty",
                    "add `equals`, `contains` or `matches`");
        },
    };
}

using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Steps;

/// <summary>The keys of a gate: of `approve`, and of a loop's `gate`.</summary>
internal static class GateKeys
{
    private static readonly Key<Template> Title = new("title", TemplateShape.Text, "The question, to be answered with yes or no.")
    {
        IsRequired = true,
        Example = "Does the application work?",
    };

    private static readonly Key<Template> LoopTitle = new("title", TemplateShape.Text, "The question, to be answered with yes or no.")
    {
        Default = Constant("Go on with the others?"),
    };

    private static readonly Key<Template> Description = new("description", TemplateShape.Text,
        "What to look at before answering.");

    private static readonly Key<ImmutableArray<Template>> Approvers = new("approvers",
        new ListShape<Template>(new TemplateShape(DataType.Any, "a user or team")) { AllowsOne = true },
        "Users or teams who may answer; anybody where not given. A template that yields a list stands for its items.")
    {
        Example = "[team-mesh]",
    };

    private static readonly Key<int> MinApprovals = new("minApprovals", new IntegerShape(1, 100), "How many must say yes.")
    {
        Default = 1,
        Example = "1",
    };

    private static readonly Key<string> NotBy = new("notBy", new ChoiceShape(new Choice("starter", "The one who started the run may not approve.")),
        "Who may not approve.");

    private static readonly Key<Template> Timeout = new("timeout", TemplateShape.Timeout, "How long to wait for an answer; for ever where not given.")
    {
        Example = "24h",
    };

    private static readonly Key<string> OnReject = new("onReject",
        new ChoiceShape(new("stop", "The run stops with everything recorded."), new("rollback", "The run's rollback is started.")),
        "What a no does.") { Default = "stop", Example = "rollback" };

    public static FormShape<Gate?> Approve { get; } = new("a mapping with `title`", new Form("`approve`",
        Title, Description, Approvers, MinApprovals, NotBy, Timeout, OnReject), (fields, place) => Build(Title, fields, place), null);

    /// <summary>A loop's gate; null for the word `none`.</summary>
    public static FormShape<Gate?> Loop { get; } = new("`none` or a mapping with `title`", new Form("`gate`",
        LoopTitle, Description, Approvers, MinApprovals, NotBy, Timeout, OnReject), (fields, place) => Build(LoopTitle, fields, place), null)
    {
        IsWord = word => word == "none",
        WordSchema = () => new() { ["const"] = "none" },
    };

    public static Gate OfLoop { get; } = new(LoopTitle.Default);

    private static Gate Build(Key<Template> title, Fields fields, Place place)
    {
        var onReject = fields.Read(OnReject, place) == "rollback" ? Rejection.Rollback : Rejection.Stop;
        if (onReject == Rejection.Rollback && !place.File.HasRollback && place.File.Callers.Count == 0)
            place.Report(StructureCodes.NoRollback, "`onReject: rollback`, but this runbook has no rollback", fields.LocationOf(OnReject),
                "nothing to start", "name the runbook that takes this one back in `metadata.rollback`");
        CheckApprovers(fields, place);
        return new(fields.Read(title, place))
        {
            Description = fields.Optional(Description, place),
            Approvers = fields.Read(Approvers, place),
            MinApprovals = fields.Read(MinApprovals, place),
            NotByStarter = fields.Has(NotBy) && fields.Read(NotBy, place) == "starter",
            Timeout = fields.Optional(Timeout, place),
            OnReject = onReject,
        };
    }

    private static void CheckApprovers(Fields fields, Place place)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var approvers = fields[Approvers] is YamlSequence many ? many.Items : fields[Approvers] is { } one ? [one] : [];
        foreach (var approver in approvers.OfType<YamlScalar>().Where(approver => !approver.IsNothing))
            if (string.IsNullOrWhiteSpace(approver.Text))
                place.Report(StructureCodes.OutOfRange, "an approver has no name", approver.Location, "is nobody", "write a user or a team");
            else if (!seen.Add(approver.Text))
                place.Report(StructureCodes.DuplicateName, $"the approver `{approver.Text}` stands twice", approver.Location, "counts once",
                    "remove one of them; everybody answers once");
    }

    private static Template Constant(string text) =>
        new([new TextPart(text)], Places.None);
}

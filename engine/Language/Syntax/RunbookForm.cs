using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Syntax.Shapes;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Syntax;

/// <summary>The keys at the top of a runbook.</summary>
internal static class RunbookForm
{
    public const string Version = "meshrunbook/v1";

    public const string RunbookKind = "Runbook";

    // Above the keys that use them: static members are made in the order in which they stand.
    private static Key<Template> Kubeconfig { get; } = new("kubeconfig", TemplateShape.Text, "The kubeconfig file; kubectl's own default where not given.");

    private static Key<Template> Context { get; } = new("context", TemplateShape.Text, "The context in it; its current one where not given.");

    public static Key<string> ApiVersion { get; } = new("apiVersion",
        new ChoiceShape(new Choice(Version, "The version of the runbook language.")) { Code = StructureCodes.WrongVersion },
        "The version of the runbook language.") { IsRequired = true, Example = Version };

    public static Key<string> Kind { get; } = new("kind",
        new ChoiceShape(new Choice(RunbookKind, "A procedure.")) { Code = StructureCodes.WrongVersion }, "What the file is.")
    {
        IsRequired = true,
        Example = RunbookKind,
    };

    public static Key<Metadata> Metadata { get; } = new("metadata",
        new FormShape<Metadata>("a mapping with `name`, `version` and `title`", MetadataKeys.Form, MetadataKeys.Build, MetadataKeys.Nothing),
        "What the runbook is.") { IsRequired = true, Example = "{name: example, version: 1.0.0, title: An example}" };

    public static Key<ImmutableArray<Named<Parameter>>> Parameters { get; } = new("parameters",
        new MapShape<Parameter>("a mapping of names to types", NameShapes.Identifier, ParameterShape.Instance),
        "What has to be known to run it.") { Example = "{newRevision: {type: dns1035, description: Name of the new revision}}" };

    public static Key<ImmutableArray<Requirement>> Requires { get; } = new("requires",
        new ListShape<Requirement>(RequirementKeys.Shape) { AllowsEmpty = true }, "Tools that must be on PATH.")
    {
        Example = "[{tool: kubectl, version: \">=1.20\"}]",
    };

    public static Key<Template> Lock { get; } = new("lock", TemplateShape.Text, "Of the runs that have the same lock, one is active at a time.")
    {
        Example = "mesh/{{ params.context }}",
    };

    public static Key<ClusterTemplate> Cluster { get; } = new("cluster",
        new FormShape<ClusterTemplate>("a mapping with `kubeconfig` and `context`", ClusterForm, BuildCluster, new(null, null)),
        "The cluster at which conditions look that name none. Commands say theirs themselves.")
    {
        Example = "{kubeconfig: \"{{ params.kubeconfig }}\", context: \"{{ params.context }}\"}",
    };

    public static Key<ImmutableArray<Named<Template>>> Env { get; } = new("env",
        new MapShape<Template>("a mapping of variables to templates", NameShapes.Variable, TemplateShape.Text),
        "Environment variables of all commands and scripts.") { Example = "{KUBECONFIG: \"{{ params.kubeconfig }}\"}" };

    public static Key<StepSequence> Steps { get; } = new("steps", StepSequenceShape.Instance, "The procedure: steps in order.") { IsRequired = true };

    public static Key<ImmutableArray<Output>> Outputs { get; } = new("outputs", OutputsShape.Instance,
        "What a caller, or a rollback, gets from a run.") { Example = "{root: \"{{ steps.look.outputs.root }}\"}" };

    public static Form Form { get; } = new("a runbook",
        ApiVersion, Kind, Metadata, Parameters, Requires, Lock, Cluster, Env, Steps, Outputs);

    private static Form ClusterForm => new("`cluster`", Kubeconfig, Context);

    private static ClusterTemplate BuildCluster(Fields fields, Place place) =>
        new(fields.Optional(Kubeconfig, place), fields.Optional(Context, place));
}

using System.Collections.Immutable;
using MeshRunbook.Language.Conditions;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Syntax.Shapes;

namespace MeshRunbook.Language.Steps;

/// <summary>Keys that several kinds of steps have.</summary>
internal static class CommonKeys
{
    public static Key<string> Id { get; } = new("id", NameShapes.Id,
        "The step's name in journal, logs and other steps' expressions. Unique in the file; it should never change.")
    {
        IsRequired = true,
        Example = "install",
    };

    public static Key<Template> Title { get; } = new("title", TemplateShape.Text,
        "What the step does, in a few words for the one who watches.");

    public static Key<string> Description { get; } = new("description", TextShape.Any,
        "Why the step is there and what to do if it fails.");

    public static Key<Template> When { get; } = new("when", TemplateShape.Boolean,
        "Skip the step where this yields false.") { Example = "\"{{ params.origin == 'istio' }}\"" };

    public static Key<Template> Timeout { get; } = new("timeout", TemplateShape.Timeout,
        "End what the step does when this time has passed; the step has then failed.") { Example = "10m" };

    public static Key<Retry> Retry { get; } = new("retry", new FormShape<Retry>("a mapping with `attempts`", RetryKeys.Form, RetryKeys.Build, new(1, default, 1)),
        "Try again after a failure that is known to pass by itself.") { Example = "{attempts: 3, delay: 5s, backoff: 2}" };

    public static Key<Condition> Probe { get; } = new("probe", ConditionShape.Instance,
        "A condition that holds where the step's effect is there. After a crash the engine asks it instead of a person.")
    {
        Example = "{exists: deployment/istiod, namespace: istio-system}",
    };

    public static Key<ImmutableArray<Output>> Outputs { get; } = new("outputs", OutputsShape.Instance,
        "Values that later steps use as `steps.ID.outputs.NAME`. In a command's outputs there are `stdout`, `stderr` and `exitCode`.")
    {
        Example = "{names: \"{{ stdout | lines }}\"}",
    };

    public static Key<bool> Sensitive { get; } = new("sensitive", BooleanShape.Instance,
        "Keep what the step prints from screen, journal and logs.") { Default = false };

    public static Key<bool> Repeatable { get; } = new("repeatable", BooleanShape.Instance,
        "The command only reads, or doing it twice is as good as once: after a crash it runs again without asking anybody.")
    {
        Default = false,
    };

    /// <summary>What every step has but a checkpoint.</summary>
    public static ImmutableArray<Key> OfAll { get; } = [Id, Title, Description, When];

    /// <summary>What steps have that act or ask.</summary>
    public static ImmutableArray<Key> OfAttempts { get; } = [Timeout, Retry, Probe];

    /// <summary>What commands and scripts have.</summary>
    public static ImmutableArray<Key> OfCommands { get; } = [.. OfAttempts, Repeatable, Sensitive, Outputs];
}

using System.Collections.Immutable;

namespace MeshRunbook.Language.Steps;

/// <summary>All kinds of steps, in the order in which editors offer them.</summary>
internal static class StepKinds
{
    public static ImmutableArray<StepKind> All { get; } =
    [
        new RunKind(), new ShellKind(), new WaitKind(), new VerifyKind(), new ApproveKind(), new ForEachKind(), new ParallelKind(),
        new CallKind(), new CheckpointKind(),
    ];

    private static Dictionary<string, StepKind> ByName { get; } = All.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static StepKind? Find(string name) => ByName.GetValueOrDefault(name);
}

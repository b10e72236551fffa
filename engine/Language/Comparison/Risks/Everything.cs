using MeshRunbook.Language.Plans;

namespace MeshRunbook.Language.Comparison.Risks;

/// <summary>All steps of a runbook, those inside others and behind calls among them.</summary>
internal static class Everything
{
    public static IEnumerable<Step> In(Plan plan) => plan.Steps.SelectMany(In);

    private static IEnumerable<Step> In(Step step) => step switch
    {
        CallStep call => In(call.Callee).Prepend(step),
        ForEachStep loop => loop.Steps.SelectMany(In).Prepend(step),
        ParallelStep parallel => parallel.Branches.SelectMany(branch => branch.Steps).SelectMany(In).Prepend(step),
        _ => [step],
    };

    /// <summary>The words of a command or the script of a step, as far as they are known before a run.</summary>
    public static IEnumerable<Meaning> CommandsOf(Step step) => step switch
    {
        RunStep run => [new WordsMeaning([.. run.Command.Words.Select(word => word.Literal ?? "{{")])],
        ShellStep shell => [new TextMeaning(shell.Script)],
        _ => [],
    };
}

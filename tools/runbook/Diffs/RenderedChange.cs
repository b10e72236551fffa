using System.Collections.Immutable;
using MeshRunbook.Execution.Previewing;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Diffs;

/// <summary>What a step would run with certain parameters, before and after; null where there is no such step.</summary>
internal sealed record RenderedChange(string Address, IReadOnlyList<string>? Before, IReadOnlyList<string>? After)
{
    /// <summary>Every step whose command, script or questions come out otherwise.</summary>
    /// <exception cref="Refusal">The values do not fit one of the two.</exception>
    public static IReadOnlyList<RenderedChange> Between(Plan old, Plan @new, IReadOnlyList<GivenValue> given)
    {
        var before = Rendered(old, given);
        var after = Rendered(@new, given);
        return
        [
            .. after.Keys.Concat(before.Keys).Distinct()
                .Select(address => new RenderedChange(address, before.GetValueOrDefault(address), after.GetValueOrDefault(address)))
                .Where(change => change.Before is null || change.After is null || !change.Before.SequenceEqual(change.After)),
        ];
    }

    private static Dictionary<string, IReadOnlyList<string>> Rendered(Plan plan, IReadOnlyList<GivenValue> given)
    {
        var bound = ParameterBinding.Bind(plan, given);
        // One file of values serves both texts: what only one of them has is passed over by the other.
        var errors = bound.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error && diagnostic.Code != ParameterCodes.Unknown).ToList();
        if (errors.Count > 0)
            throw new Refusal(ExitCode.Invalid, $"the parameters of `{plan.Source.Name}` are not right", "give them with --params FILE or --param NAME=VALUE")
            {
                Details = DiagnosticRenderer.Render(errors),
            };
        return PlanPreview.Of(plan, bound.Values, Wiring.Actor).Where(step => step.WillRun != false).Select(step => (step.Address.Text, Words: (IReadOnlyList<string>)WordsOf(step)))
            .Where(step => step.Words.Count > 0).DistinctBy(step => step.Text).ToDictionary(step => step.Text, step => step.Words, StringComparer.Ordinal);
    }

    private static ImmutableArray<string> WordsOf(PreviewStep step) => step.Step switch
    {
        RunStep => step.Command,
        ShellStep shell => [.. step.Environment, .. shell.Script.TrimEnd().Split('\n')],
        _ => [.. step.Questions.Select(question => question.Text)],
    };
}

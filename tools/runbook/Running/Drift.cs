using System.Collections.Immutable;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;

namespace MeshRunbook.Cli.Running;

/// <summary>Finished steps whose effect is gone: somebody changed the world between two stretches of work on a run.</summary>
internal static class Drift
{
    /// <summary>The reason in the journal where a person goes on although an effect is gone.</summary>
    public const string Accepted = "drift was accepted";

    /// <summary>What to record so that the run may go on.</summary>
    /// <param name="decisions">What the person decided; a step in them is decided already.</param>
    /// <exception cref="Refusal">There is drift that nobody has decided on.</exception>
    public static async Task<ImmutableArray<StepDecided>> DecideAsync(
        Runner runner, ImmutableArray<StepDecided> decisions, bool accepts, string id, CancellationToken cancellation)
    {
        var open = (await runner.FindDriftAsync(cancellation)).Where(drifted => decisions.All(decision => decision.Address != drifted.Step.Address)).ToList();
        if (open.Count == 0) return [];
        if (accepts) return [.. open.Select(drifted => new StepDecided(drifted.Step.Address, Decision.MarkDone, Accepted))];
        foreach (var drifted in open)
        {
            Console.Error.WriteLine(Screen.Yellow($"drift: `{drifted.Step.Address}`: {drifted.Step.Title}"));
            Console.Error.WriteLine($"  when it was done: {drifted.Step.Probe?.Summary}");
            Console.Error.WriteLine($"  now:              {drifted.Answer.Summary}");
        }

        throw Refusal.Refused(
            $"{Words.Count(open.Count, "finished step")} of run {id} {(open.Count == 1 ? "has" : "have")} lost {(open.Count == 1 ? "its" : "their")} effect",
            $"do it again: runbook resume {id} --redo {open[0].Step.Address}; or go on all the same: runbook resume {id} --accept-drift");
    }
}

using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>The time within which an attempt of a step may have changed something: until its outcome is known or the next begins.</summary>
/// <param name="IsAskedFor">Whether the step's probe had said, after a crash, that the step had not done its work.</param>
internal sealed record CommandAttempt(string Address, DateTimeOffset From, DateTimeOffset To, bool IsAskedFor)
{
    public bool Has(DateTimeOffset time) => From <= time && time <= To;

    public static IReadOnlyList<CommandAttempt> In(IReadOnlyList<Entry> journal)
    {
        var attempts = new List<CommandAttempt>();
        var open = new Dictionary<string, CommandAttempt>();
        var denied = new HashSet<string>();
        foreach (var entry in journal)
            switch (entry.Event)
            {
                case StepStarted { Command: not null } e:
                    Close(e.Address.Text, entry.Time);
                    open[e.Address.Text] = new(e.Address.Text, entry.Time, DateTimeOffset.MaxValue, denied.Remove(e.Address.Text));
                    break;
                case StepFinished e: Close(e.Address.Text, entry.Time); break;
                case StepDecided { Decision: not Decision.Retry } e: Close(e.Address.Text, entry.Time); break;
                case StepProbed { Answer.Verdict: Verdict.DoesNotHold } e: denied.Add(e.Address.Text); break;
                default: break;
            }

        return [.. attempts, .. open.Values];

        void Close(string address, DateTimeOffset time)
        {
            if (open.Remove(address, out var attempt)) attempts.Add(attempt with { To = time });
        }
    }
}

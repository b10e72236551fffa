using System.IO.Enumeration;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Rehearsal;

/// <summary>Answers a rehearsal's gates as its script says; what the script does not name is approved.</summary>
/// <param name="answers">Addresses, in which `*` stands for anything; the first that fits decides.</param>
internal sealed class ScriptedPeople(IReadOnlyList<(string Gate, bool Approves)> answers, Func<IRun?> run) : IPeople
{
    public async Task<GateReply?> AskAsync(GateOpened gate, CancellationToken cancellation)
    {
        var approves = answers.Where(answer => Fits(answer.Gate, gate.Address.Text)).Select(answer => (bool?)answer.Approves).FirstOrDefault() ?? true;
        // A gate may name who answers, and may want several; nobody else's word counts there.
        var names = Enumerable.Range(1, Math.Max(1, gate.MinApprovals))
            .Select(number => number <= gate.Approvers.Length ? gate.Approvers[number - 1] : $"rehearsal-{number}").ToList();
        foreach (var (name, number) in names.Skip(1).Select((name, number) => (name, number)))
            await run()!.PostAsync(
                new PostedAnswer($"rehearsal-{number}-{Guid.NewGuid():N}", gate.Address, approves, name, "rehearsed", gate.Evidence, DateTimeOffset.UtcNow), cancellation);
        return new(approves, names[0], "rehearsed");
    }

    // Addresses have brackets and slashes of their own; only the star is special.
    private static bool Fits(string pattern, string address) => FileSystemName.MatchesSimpleExpression(pattern, address, ignoreCase: false);
}

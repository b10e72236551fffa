using System.CommandLine;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook approve` and `runbook reject`: answer a gate from anywhere that can write to the state folder.</summary>
internal static class AnswerVerb
{
    public static Command Approve() => Create("approve", approves: true, "Approve what a run waits for.\n\nExample:\n  runbook approve 20261121-101502 satisfied --comment \"error rate is flat\"");

    public static Command Reject() => Create("reject", approves: false, "Reject what a run waits for.\n\nExample:\n  runbook reject 20261121-101502 satisfied --comment \"503s in payments\"");

    private static Command Create(string verb, bool approves, string description)
    {
        var run = SharedOptions.Run();
        var gate = new Argument<string?>("gate") { Description = "The gate's address; may be left out where one is open", Arity = ArgumentArity.ZeroOrOne };
        var comment = new Option<string?>("--comment", "-m") { Description = "Why, for the journal", HelpName = "TEXT" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask whether the answer is meant" };
        var evidence = new Option<string?>("--evidence") { Description = "Answer only if the gate still shows this evidence", HelpName = "DIGEST" };
        var state = SharedOptions.State();
        var command = new Command(verb, description) { run, gate, comment, yes, evidence, state };
        command.SetAction(parsed => RunAsync(
            approves, parsed.GetValue(run), parsed.GetValue(gate), parsed.GetValue(comment), parsed.GetValue(yes), parsed.GetValue(evidence),
            parsed.GetRequiredValue(state)));
        return command;
    }

    private static async Task<int> RunAsync(bool approves, string? id, string? address, string? comment, bool yes, string? evidence, string folder)
    {
        await using var wiring = new Wiring(folder);
        var run = await RunFinder.FindAsync(wiring.Store, id);
        var state = await (await Snapshot.ReadAsync(run)).StateAsync();
        var gate = Find(state, run, address);
        var opened = gate.Opened!;
        if (evidence is "") throw Refusal.Usage("`--evidence` is empty", $"give what `runbook status {run.Record.Id}` shows");
        if (evidence is not null && !opened.Evidence.StartsWith(evidence, StringComparison.OrdinalIgnoreCase))
            throw Refusal.Refused($"`{gate.Address}` no longer shows the evidence {evidence}", $"look at it again: runbook status {run.Record.Id}");
        if (GateRules.Objection(state, opened, Wiring.Actor, approves) is { } objection)
            throw Refusal.Refused(objection, opened.Approvers.Length > 0 ? "let one of them answer" : "let somebody else answer");
        foreach (var line in GateText.Lines(opened)) Console.Out.WriteLine(line);
        var word = approves ? "approve" : "reject";
        if (!yes && Screen.HasKeyboard
            && !(await Keyboard.ReadLineAsync($"{char.ToUpperInvariant(word[0])}{word[1..]}? [y/N] ", CancellationToken.None)).Trim().StartsWith("y", StringComparison.OrdinalIgnoreCase))
        {
            Console.Out.WriteLine("nothing was answered");
            return ExitCode.Done;
        }

        var now = wiring.Time.GetUtcNow();
        await run.PostAsync(
            new PostedAnswer($"{now.UtcDateTime:yyyyMMddHHmmssfff}-{Guid.NewGuid():N}", gate.Address, approves, Wiring.Actor, comment, opened.Evidence, now),
            CancellationToken.None);
        Console.Out.WriteLine($"{gate.Address} is {(approves ? "approved" : "rejected")} by {Wiring.Actor}; a running engine goes on at once, else: runbook resume {run.Record.Id}");
        return ExitCode.Done;
    }

    private static GateState Find(RunState state, IRun run, string? address)
    {
        var open = state.Gates.Where(gate => gate.IsOpen).ToList();
        var matches = address is null ? open : [.. open.Where(gate => gate.Address.Text == address)];
        return matches switch
        {
            [var one] => one,
            _ when open.Count == 0 => throw Refusal.Usage($"run {run.Record.Id} waits for nobody", $"see how it stands: runbook status {run.Record.Id}"),
            _ => throw Refusal.Usage(
                address is null ? $"{Words.Count(open.Count, "gate")} are open" : $"no gate `{address}` is open",
                $"say which one: {string.Join(", ", open.Select(gate => gate.Address))}"),
        };
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;
using MeshRunbook.Cli.Running;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook locks`: who has which lock; and a lock taken from an owner that is gone.</summary>
internal static class LocksVerb
{
    public static Command Create()
    {
        var state = SharedOptions.State();
        var output = SharedOptions.Output();
        var command = new Command("locks", "List who has which lock, and whether the owner's process lives.\n\n"
            + "Example:\n  runbook locks\n  runbook locks release mesh/east --reason \"the host was replaced\"") { state, output, Release() };
        command.SetAction(parsed => ListAsync(parsed.GetRequiredValue(state), parsed.GetRequiredValue(output)));
        return command;
    }

    private static Command Release()
    {
        var key = new Argument<string>("key") { Description = "The lock's key, or the id of a run that has none" };
        key.CompletionSources.Add(_ => Keys());
        var reason = new Option<string?>("--reason") { Description = "Why, for the journal", HelpName = "TEXT" };
        var gone = new Option<bool>("--owner-is-gone") { Description = "You have seen on the owner's host that its process is gone" };
        var state = SharedOptions.State();
        var output = SharedOptions.Output();
        var command = new Command("release", "Take a lock from an owner that is gone. One that lives keeps it.\n\n"
            + "Example:\n  runbook locks release mesh/east --reason \"the host was replaced\" --owner-is-gone") { key, reason, gone, state, output };
        command.SetAction(parsed => ReleaseAsync(
            parsed.GetRequiredValue(key), parsed.GetValue(reason), parsed.GetValue(gone), parsed.GetRequiredValue(state), parsed.GetRequiredValue(output)));
        return command;
    }

    private static async Task<int> ListAsync(string folder, string output)
    {
        await using var wiring = new Wiring(folder);
        var locks = await wiring.Store.LocksAsync(CancellationToken.None);
        if (output == "json") Console.Out.WriteLine(new JsonArray([.. locks.Select(found => (JsonNode)Of(found.Key, found.Owner, Word(found.Life)))]).ToJsonString(Json.Readable));
        else if (locks.Count == 0) Console.Out.WriteLine("nobody has a lock");
        else
            foreach (var line in Table.Lines(["KEY", "BY", "HOST", "PROCESS", "RUN", "SINCE", "OWNER"], [.. locks.Select(Row)])) Console.Out.WriteLine(line);
        return ExitCode.Done;
    }

    private static async Task<int> ReleaseAsync(string key, string? reason, bool ownerIsGone, string folder, string output)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw Refusal.Usage($"releasing `{key}` needs a reason for the journal", "add --reason TEXT");
        await using var wiring = new Wiring(folder);
        switch (await wiring.Store.ReleaseLockAsync(key, Session.Owner(wiring, ""), reason, ownerIsGone, CancellationToken.None))
        {
            case LockWasReleased released:
                var place = released.InJournal ? $"the journal of run {released.Owner.RunId}" : "locks/released.jsonl of the state folder";
                if (output == "json") Console.Out.WriteLine(Of(key, released.Owner, "released").ToJsonString(Json.Line));
                else Console.Out.WriteLine($"`{key}` is released; it was locked by {Session.Describe(released.Owner)}; recorded in {place}\ngo on with the run: runbook resume {released.Owner.RunId}");
                return ExitCode.Done;
            case LockIsKept { Life: OwnerLife.Unknown } kept:
                throw Refusal.Refused(
                    $"`{key}` is locked by {Session.Describe(kept.Owner)}, and from here it cannot be seen whether that process lives",
                    $"look on {kept.Owner.Host} (ps -p {kept.Owner.ProcessId}); if it is gone: runbook locks release {key} --reason TEXT --owner-is-gone");
            case LockIsKept kept:
                throw Refusal.Refused(
                    $"`{key}` is locked by {Session.Describe(kept.Owner)}, which is alive",
                    $"wait for it, or stop it first (kill -INT {kept.Owner.ProcessId}): its lock is free as soon as it has ended");
            default:
                throw Refusal.Usage($"nobody has the lock `{key}`", "see who has which: runbook locks");
        }
    }

    private static IEnumerable<string> Keys()
    {
        try
        {
            return new Wiring(StateFolder.Default).Store.LocksAsync(CancellationToken.None).GetAwaiter().GetResult().Select(found => found.Key);
        }
        catch (Exception problem) when (problem is StoreException or Refusal)
        {
            return [];
        }
    }

    private static string[] Row(KnownLock found) =>
    [
        found.Key, found.Owner.Actor, found.Owner.Host, $"{found.Owner.ProcessId}", found.Owner.RunId,
        found.Owner.Since.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss"), found.Life == OwnerLife.Unknown ? "on another host" : Word(found.Life),
    ];

    private static JsonObject Of(string key, LockOwner owner, string standing) => new()
    {
        ["key"] = key, ["by"] = owner.Actor, ["host"] = owner.Host, ["process"] = owner.ProcessId, ["run"] = owner.RunId,
        ["since"] = owner.Since.ToString("O"), ["owner"] = standing,
    };

    private static string Word(OwnerLife life) => life.ToString().ToLowerInvariant();
}

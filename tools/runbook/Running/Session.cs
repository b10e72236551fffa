using System.Collections.Immutable;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Running;

/// <summary>One stretch of work on a run: holds it and its lock, lets the runner work, shows it, and says how it ended.</summary>
internal sealed class Session(Wiring wiring, IRun run, RunState state, Display display)
{
    /// <summary>Answers the gates; the display's people unless told.</summary>
    public IPeople? People { get; init; }

    /// <summary>Starts the commands of steps; the wiring's unless told.</summary>
    public ICommands? Commands { get; init; }

    /// <summary>The longest that a step's `wait` takes, or null for what its timeout says.</summary>
    public Func<Address, TimeSpan?> LongestWait { get; init; } = _ => null;

    /// <summary>What a rehearsal was told about its mesh's clock: how often posted answers are looked for.</summary>
    public TimeSpan PostedInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Begins the run. Its lock is held by the caller.</summary>
    public Task<RunEnd> StartAsync(Beginning beginning) => WorkAsync(null, (runner, stopping) => runner.StartAsync(beginning, stopping.Soft, stopping.Hard));

    /// <param name="acceptsDrift">Whether steps whose effect is gone are taken as done all the same.</param>
    public Task<RunEnd> ResumeAsync(string? lockKey, ImmutableArray<StepDecided> decisions, bool acceptsDrift) => WorkAsync(
        lockKey, async (runner, stopping) =>
        {
            if (runner.MissingSecrets is [var first, ..])
                throw Refusal.Refused(
                    $"the secret parameter `{first}` is not given, or is not what the run was started with",
                    $"give it again: --params FILE, or RUNBOOK_PARAM_{first} in the environment");
            var drift = await Drift.DecideAsync(runner, decisions, acceptsDrift, run.Record.Id, stopping.Soft);
            return await runner.ResumeAsync(decisions.AddRange(drift), stopping.Soft, stopping.Hard);
        });

    private async Task<RunEnd> WorkAsync(string? lockKey, Func<Runner, Stopping, Task<RunEnd>> work)
    {
        await using var held = await HoldAsync(wiring, run);
        await using var locked = lockKey is null ? null : await LockAsync(wiring, lockKey, run.Record.Id);
        using var stopping = new Stopping(display.Note);
        var ports = new RunnerPorts(Commands ?? wiring.Commands, wiring.Conditions, People ?? display.People, display.Watcher, wiring.Time)
        {
            PostedInterval = PostedInterval,
            LongestWait = LongestWait,
        };
        var runner = await Runner.OpenAsync(state, run, ports, wiring.Engine, CancellationToken.None);
        display.Begin(run, runner.State);
        try
        {
            return await work(runner, stopping);
        }
        finally
        {
            display.End();
        }
    }

    /// <summary>Takes a lock for a run.</summary>
    /// <exception cref="Refusal">Another run has it.</exception>
    public static async Task<IAsyncDisposable> LockAsync(Wiring wiring, string key, string run) =>
        await wiring.Store.TryLockAsync(key, Owner(wiring, run), CancellationToken.None) switch
        {
            LockTaken taken => taken.Lease,
            LockHeld held => throw Refusal.Refused(
                $"`{key}` is locked by run {held.Owner.RunId}: {Describe(held.Owner)}",
                Way(held, key, $"wait for it, or look at it: runbook status {held.Owner.RunId}")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Takes the right to work on a run.</summary>
    /// <exception cref="Refusal">Another engine has it.</exception>
    public static async Task<IAsyncDisposable> HoldAsync(Wiring wiring, IRun run) => await run.TryHoldAsync(Owner(wiring, run.Record.Id), CancellationToken.None) switch
    {
        LockTaken taken => taken.Lease,
        LockHeld held => throw Refusal.Refused(
            $"run {run.Record.Id} is worked on by {Describe(held.Owner)}",
            Way(held, run.Record.Id, $"watch it with `runbook status {run.Record.Id}`, or stop that engine first")),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Way(LockHeld held, string key, string wait) => held.Life == OwnerLife.Unknown && held.Owner.Host != Environment.MachineName
        ? $"from here it cannot be seen whether it lives; if it is gone from {held.Owner.Host}: runbook locks release {key} --reason TEXT --owner-is-gone"
        : wait;

    public static LockOwner Owner(Wiring wiring, string run) =>
        new(wiring.Engine.Actor, wiring.Engine.Host, wiring.Engine.ProcessId, run, wiring.Time.GetUtcNow());

    public static string Describe(LockOwner owner) =>
        $"{owner.Actor} on host {owner.Host}, process {owner.ProcessId}, since {owner.Since.ToLocalTime():yyyy-MM-dd HH:mm:ss}";
}

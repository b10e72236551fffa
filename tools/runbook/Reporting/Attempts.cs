using System.Collections.Immutable;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Reporting;

/// <summary>All attempts of all steps, with the end of what their commands printed.</summary>
internal sealed class Attempts
{
    private const int MostLines = 14;
    private const int FewLines = 3;
    private const int LongestLine = 240;
    private const int ManyCommands = 1_000;
    private const int TooManyCommands = 5_000;
    private readonly IRun _run;
    private readonly Dictionary<Address, SortedDictionary<int, Recorded>> _recorded = [];

    public Attempts(IRun run, IReadOnlyList<Entry> entries)
    {
        _run = run;
        foreach (var entry in entries)
        {
            if (entry.Event is StepStarted started) Of(started.Address)[started.Attempt] = new(entry.Time, started.Command);
            if (entry.Event is StepFinished finished && Of(finished.Address).TryGetValue(finished.Attempt, out var attempt))
                Of(finished.Address)[finished.Attempt] = attempt with { To = entry.Time, Outcome = finished };
        }

        var commands = _recorded.Values.SelectMany(attempts => attempts.Values).Where(attempt => attempt.Command is not null).ToList();
        Commands = (commands.Count, commands.Count(attempt => attempt.Outcome is not { Result: StepResult.Succeeded }));
    }

    public (int Started, int Failed) Commands { get; }

    public ImmutableArray<AttemptRecord> this[Address address] =>
        _recorded.TryGetValue(address, out var attempts) ? [.. attempts.Select(attempt => Record(address, attempt.Key, attempt.Value))] : [];

    private SortedDictionary<int, Recorded> Of(Address address) =>
        _recorded.TryGetValue(address, out var attempts) ? attempts : _recorded[address] = [];

    private AttemptRecord Record(Address address, int number, Recorded attempt)
    {
        var failed = attempt.Outcome is not { Result: StepResult.Succeeded };
        var lines = failed || Commands.Started <= ManyCommands ? MostLines : Commands.Started <= TooManyCommands ? FewLines : 0;
        var tail = attempt.Command is null || lines == 0 ? [] : LogTail.Read(_run, address, number, lines);
        return new(
            number, attempt.From, attempt.To, attempt.Outcome?.Result, attempt.Outcome?.ExitCode, attempt.Outcome?.Error,
            attempt.Command is { } command ? Words.CommandOfOneLine(command) : null,
            [.. tail.Select(line => line.Length <= LongestLine ? line : line[..LongestLine] + "…")], attempt.Command is not null && lines == 0);
    }

    private sealed record Recorded(DateTimeOffset From, ImmutableArray<string>? Command)
    {
        public DateTimeOffset? To { get; init; }

        public StepFinished? Outcome { get; init; }
    }
}

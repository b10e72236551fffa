using System.Collections.Concurrent;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Support;

/// <summary>
/// A world that commands change and conditions look at. `do X` makes X done, `say X` prints, `fail X` fails, and whatever a
/// test adds; the condition `command: is X` holds where X is done.
/// </summary>
internal sealed class World : ICommands, ICondition
{
    private readonly Lock _lock = new();
    private int _running;

    public ConcurrentDictionary<string, int> Runs { get; } = new();

    /// <summary>How often each `do` has done its work.</summary>
    public ConcurrentDictionary<string, int> Effects { get; } = new();

    public ConcurrentDictionary<string, bool> Done { get; } = new();

    public List<CommandRequest> Requests { get; } = [];

    public HashSet<string> Failing { get; } = [];

    /// <summary>What a command line does instead of what it is taken for.</summary>
    public Dictionary<string, Func<CommandRequest, CancellationToken, Task<CommandResult>>> Special { get; } = [];

    /// <summary>What a question's words are answered with instead.</summary>
    public Dictionary<string, Func<Answer>> Answers { get; } = [];

    public HashSet<ProcessIdentity> Processes { get; } = [];

    public int MostAtOnce { get; private set; }

    public string Kind => "command";

    public static CommandResult Ended(int exitCode, string output = "", string error = "") =>
        new(CommandEnd.Exited, exitCode, output, error, false, TimeSpan.Zero);

    public async Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellation)
    {
        var line = string.Join(' ', request.Arguments);
        lock (_lock)
        {
            Requests.Add(request);
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        }

        Runs.AddOrUpdate(line, 1, (_, count) => count + 1);
        request.Started?.Invoke(new(4711, 42));
        await Task.Yield();
        try
        {
            if (cancellation.IsCancellationRequested) return Ended(0) with { End = CommandEnd.Cancelled };
            if (Special.TryGetValue(line, out var special)) return await special(request, cancellation);
            return Act(request);
        }
        finally
        {
            lock (_lock) _running--;
        }
    }

    public IReadOnlyList<int> Remains(string mark, ProcessIdentity? process) => process is { } known && Processes.Contains(known) ? [known.Id] : [];

    public Task<Answer> AskAsync(Question question, CancellationToken cancellation)
    {
        var words = string.Join(' ', ((ListValue)question.Arguments["command"]!).Items.Select(word => ((TextValue)word).Text));
        if (Answers.TryGetValue(words, out var answer)) return Task.FromResult(answer());
        return Task.FromResult(Done.ContainsKey(words[3..]) ? Answer.Holds($"{words[3..]} is done") : Answer.DoesNotHold($"{words[3..]} is not done"));
    }

    private CommandResult Act(CommandRequest request)
    {
        var rest = string.Join(' ', request.Arguments.Skip(1));
        if (Failing.Contains(rest)) return Ended(1, error: $"{rest} is broken\n");
        switch (request.Arguments[0])
        {
            case "do":
                Effects.AddOrUpdate(rest, 1, (_, count) => count + 1);
                Done[rest] = true;
                return Ended(0);
            case "say":
                request.Printed?.Invoke(new(System.Text.Encoding.UTF8.GetBytes(rest + "\n"), false));
                return Ended(0, rest + "\n");
            default: return Ended(127, error: "no such command\n");
        }
    }
}

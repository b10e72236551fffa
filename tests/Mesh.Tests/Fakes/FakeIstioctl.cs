using System.Collections.Concurrent;
using System.Collections.Immutable;
using MeshRunbook.Execution.Commands;

namespace MeshRunbook.Mesh.Tests.Fakes;

/// <summary>An istioctl that answers from memory, and counts how many ask at a time.</summary>
internal sealed class FakeIstioctl : ICommands
{
    private int _now;

    public ConcurrentQueue<ImmutableArray<string>> Calls { get; } = new();

    public int Most { get; private set; }

    /// <summary>What a pod, as NAMESPACE/NAME, answers with; without one it does not answer.</summary>
    public ConcurrentDictionary<string, Func<CommandResult>> Answers { get; } = new();

    /// <summary>Called with each pod that is asked.</summary>
    public Action<string>? Asked { get; set; }

    public async Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellation)
    {
        Calls.Enqueue(request.Arguments);
        lock (Calls) Most = Math.Max(Most, ++_now);
        await Task.Yield();
        lock (Calls) _now--;
        var pod = $"{request.Arguments[request.Arguments.IndexOf("-n") + 1]}/{request.Arguments[3]}";
        Asked?.Invoke(pod);
        return Answers.TryGetValue(pod, out var answer) ? answer() : Failed("Error: failed to execute command on Envoy: connection refused");
    }

    public IReadOnlyList<int> Remains(string mark, ProcessIdentity? process) => [];

    public static CommandResult Printed(string output) => new(CommandEnd.Exited, 0, output, "", false, TimeSpan.Zero);

    public static CommandResult Failed(string error, int exitCode = 1) => new(CommandEnd.Exited, exitCode, "", error, false, TimeSpan.Zero);
}

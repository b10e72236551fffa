using System.Collections.Concurrent;
using System.Diagnostics;
using MeshRunbook.Execution.Commands;

namespace MeshRunbook.Mesh.Tests.Fakes;

/// <summary>Starts real processes and remembers them.</summary>
internal sealed class LocalCommands : ICommands
{
    private readonly ProcessCommands _real = new(TimeProvider.System);

    public ConcurrentQueue<Process> Started { get; } = new();

    public Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellation) =>
        _real.RunAsync(request with { Started = process => Started.Enqueue(Process.GetProcessById(process.Id)) }, cancellation);

    public IReadOnlyList<int> Remains(string mark, ProcessIdentity? process) => _real.Remains(mark, process);
}

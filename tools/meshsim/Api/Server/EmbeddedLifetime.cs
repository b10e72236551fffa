using Microsoft.Extensions.Hosting;

namespace MeshSim.Api;

/// <summary>Leaves the process's signals to the program: a server in it starts and stops when it is told to.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using MeshSim.Tests.Running;

namespace MeshSim.Tests.StandIns;

/// <summary>One mesh for all tests of a class that leave it as it was.</summary>
public sealed class MeshFixture : IAsyncLifetime
{
    public Meshsim Mesh { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Mesh = await Meshsim.UpAsync("""
        asmcli: {version: 1.19.10-asm.9}
        timings: {asmcli: 50ms}
        clusters:
          - {name: east, location: us-east1, ca: cacerts, namespaces: [{name: shop, workloads: [{name: web}]}]}
          - {name: west, location: us-west1-b, ca: cacerts, gateways: [{replicas: 3}]}
        """);

    public ValueTask DisposeAsync() => Mesh.DisposeAsync();
}

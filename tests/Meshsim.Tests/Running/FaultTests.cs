namespace MeshSim.Tests.Running;

public sealed class FaultTests
{
    [Fact]
    public async Task Faults_can_be_switched_on_and_off_while_the_mesh_runs()
    {
        await using var mesh = await Meshsim.UpAsync("clusters: [{name: east, namespaces: [{name: shop, workloads: [{name: web}]}]}]");

        await mesh.VerbAsync("fault", "pods=crash:east/shop/web");
        await mesh.ShellAsync("kubectl rollout restart deploy/web -n shop");
        await Meshsim.EventuallyAsync(async () => (await mesh.ShellAsync("kubectl get pods -n shop")).Contains("CrashLoopBackOff", StringComparison.Ordinal));
        await mesh.VerbAsync("fault", "none");
        await mesh.ShellAsync("kubectl rollout status deploy/web -n shop --timeout 3m");

        await mesh.VerbAsync("fault", "api.errors=1");
        var broken = await mesh.TryAsync("kubectl get ns");
        await mesh.VerbAsync("fault", "none");
        Assert.NotEqual(0, broken.Status);
        await mesh.ShellAsync("kubectl get ns");
    }

    [Fact]
    public async Task Mutating_calls_are_listed_with_what_they_changed()
    {
        await using var mesh = await Meshsim.UpAsync("clusters: [{name: east, namespaces: [{name: shop}]}]");

        await mesh.ShellAsync("kubectl label namespace shop team=a; kubectl label namespace shop nothing-");

        var lines = (await mesh.VerbAsync("mutations")).Trim().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.EndsWith("east patch namespaces shop 200", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("unchanged", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_never_gets_ready_does_not_keep_the_mesh_from_coming_up()
    {
        await using var mesh = await Meshsim.UpAsync("""
            timings: {podStart: 10ms}
            clusters: [{name: east, namespaces: [{name: shop, workloads: [{name: web}, {name: api}]}]}]
            faults: {pods: [{workload: web, behaviour: never-ready}]}
            """);

        Assert.Equal("1/2", await mesh.ShellAsync("kubectl get pods -n shop -l app=web --no-headers | awk '{printf $2}'"));
        Assert.Equal("2/2", await mesh.ShellAsync("kubectl get pods -n shop -l app=api --no-headers | awk '{printf $2}'"));
    }
}

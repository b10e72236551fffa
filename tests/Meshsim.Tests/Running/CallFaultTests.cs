using System.Diagnostics;

namespace MeshSim.Tests.Running;

/// <summary>What goes wrong with calls of the API and of tools, as the real kubectl sees it.</summary>
public sealed class CallFaultTests : IAsyncLifetime
{
    private Meshsim _mesh = null!;

    public async ValueTask InitializeAsync() => _mesh = await Meshsim.UpAsync("""
        timings: {podStart: 10ms, podStop: 10ms, asmcli: 40ms, asmcliPatience: 20s}
        clusters: [{name: east, location: us-east1, namespaces: [{name: shop, workloads: [{name: web}]}]}]
        """);

    public ValueTask DisposeAsync() => _mesh.DisposeAsync();

    [Fact]
    public async Task A_call_that_is_reset_has_no_effect_and_one_whose_answer_is_lost_has()
    {
        await _mesh.VerbAsync("fault", "api.resets=1", "api.verbs=patch");
        var reset = await _mesh.TryAsync("kubectl label namespace shop reset=yes");
        await _mesh.VerbAsync("fault", "api=none", "api.lost=1");
        var lost = await _mesh.TryAsync("kubectl label namespace shop lost=yes");
        await _mesh.VerbAsync("fault", "none");

        Assert.NotEqual(0, reset.Status);
        Assert.NotEqual(0, lost.Status);
        Assert.Equal("/yes", await _mesh.ShellAsync("kubectl get namespace shop -o jsonpath={.metadata.labels.reset}/{.metadata.labels.lost}"));
    }

    [Fact]
    public async Task A_call_without_an_answer_lasts_until_the_client_gives_up()
    {
        await _mesh.VerbAsync("fault", "api.timeouts=1", "api.resources=namespaces");
        var clock = Stopwatch.StartNew();

        var ran = await _mesh.TryAsync("kubectl get namespaces --request-timeout=1s");

        Assert.NotEqual(0, ran.Status);
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(1));
        Assert.Contains("exceeded", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throttled_kubectl_comes_back_when_it_was_told_to_and_a_slow_answer_is_an_answer()
    {
        await _mesh.VerbAsync("fault", "api.throttling=1", "api.retryAfter=1", "api.calls=1", "api.resources=namespaces");
        var clock = Stopwatch.StartNew();
        await _mesh.ShellAsync("kubectl get namespaces");
        var throttled = clock.Elapsed;
        await _mesh.VerbAsync("fault", "api=none", "api.slow=1", "api.delay=700ms", "api.resources=namespaces");
        clock.Restart();
        await _mesh.ShellAsync("kubectl get namespaces");

        Assert.True(throttled >= TimeSpan.FromSeconds(1));
        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(700));
    }

    [Theory]
    [InlineData("api.errors=1", "InternalError")]
    [InlineData("api.unavailable=1", "ServiceUnavailable")]
    public async Task A_failing_server_says_how(string fault, string said)
    {
        await _mesh.VerbAsync("fault", fault, "api.resources=namespaces");

        var ran = await _mesh.TryAsync("kubectl get namespaces");

        Assert.NotEqual(0, ran.Status);
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_begin_after_some_calls_last_for_some_and_strike_only_the_calls_that_are_named()
    {
        const string get = "kubectl get --raw /api/v1/namespaces/shop >/dev/null 2>&1 && printf + || printf -; kubectl get --raw /api/v1/nodes >/dev/null 2>&1 && printf + || printf -;";
        await _mesh.VerbAsync("fault", "api.errors=1", "api.after=1", "api.calls=2", "api.verbs=read", "api.resources=namespaces+pods", "api.clusters=east+west");

        var ran = await _mesh.TryAsync(string.Concat(Enumerable.Repeat(get, 4)));
        await _mesh.VerbAsync("fault", "api=none", "api.errors=1", "api.clusters=west");
        var elsewhere = await _mesh.TryAsync("kubectl get namespaces");

        Assert.Equal("++-+-+++", ran.Output);
        Assert.Equal(0, elsewhere.Status);
    }

    [Fact]
    public async Task Credentials_that_have_expired_are_refused_everywhere_until_they_are_renewed()
    {
        await _mesh.VerbAsync("fault", "credentials=expired");

        var kubectl = await _mesh.TryAsync("kubectl get namespaces");
        var istioctl = await _mesh.TryAsync("istioctl proxy-config secret web-1 -n shop");
        var asmcli = await _mesh.TryAsync("asmcli install --fleet_id demo-project --kubeconfig $KUBECONFIG --enable_all --ca citadel --revision_name asm-1 --output_dir out");
        await _mesh.ShellAsync("gcloud container clusters get-credentials east --project demo-project --region us-east1 2>/dev/null && kubectl get namespaces");

        Assert.Contains("You must be logged in to the server", kubectl.Error, StringComparison.Ordinal);
        Assert.Contains("Unauthorized", istioctl.Error, StringComparison.Ordinal);
        Assert.Contains("Unauthorized", asmcli.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, kubectl.Status * istioctl.Status * asmcli.Status);
    }

    [Fact]
    public async Task Tools_fail_as_often_as_they_shall()
    {
        const string login = "gcloud container clusters get-credentials east --project demo-project --region us-east1";
        await _mesh.VerbAsync("fault", "tools.gcloud=1", "tools.istioctl=1");

        var gcloud = await _mesh.TryAsync(login);
        var istioctl = await _mesh.TryAsync("istioctl proxy-status");
        await _mesh.VerbAsync("fault", "tools.gcloud=0", "tools.istioctl=0");
        await _mesh.ShellAsync($"{login} && istioctl proxy-status");

        Assert.Contains("code=503", gcloud.Error, StringComparison.Ordinal);
        Assert.Contains("unable to upgrade connection", istioctl.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, gcloud.Status * istioctl.Status);
    }

    [Fact]
    public async Task An_installation_that_hangs_does_so_until_it_is_ended()
    {
        await _mesh.VerbAsync("fault", "asmcli=hang");

        var ran = await _mesh.TryAsync("""
            timeout 1 asmcli install --fleet_id demo-project --kubeconfig $KUBECONFIG --enable_all --ca citadel --revision_name asm-1 --output_dir out
            """);

        Assert.Equal(124, ran.Status);
        Assert.Contains("Installing ASM control plane", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api.errors=2")]
    [InlineData("api.wrong=1")]
    [InlineData("asmcli=later")]
    [InlineData("tools.kubectl=1")]
    public async Task What_is_no_fault_is_refused_with_the_usage(string change)
    {
        var ran = await _mesh.TryAsync($"{Meshsim.Executable} fault --dir {_mesh.Folder} {change}");

        Assert.Equal(2, ran.Status);
        Assert.Contains($"`{change}` is no fault", ran.Error, StringComparison.Ordinal);
    }
}

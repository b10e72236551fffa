using System.Text.Json.Nodes;
using MeshSim.Api;
using MeshSim.ControlPlanes;
using MeshSim.Running;
using MeshSim.Scenario;

namespace MeshSim.StandIns.Asmcli;

/// <summary>One run of <c>asmcli install</c>, step by step, each after a pause.</summary>
internal sealed class Installation(SimulatedMesh mesh, Call call, AsmcliArguments arguments, string istioctl, TimeSpan pause)
{
    private const int Attempts = 5;
    private static readonly WriteOptions Operator = new("istio-operator");
    private readonly AsmVersion _version = mesh.Scenario.AsmVersion;
    private OutputFolder? _output;

    public async Task RunAsync(CancellationToken stop)
    {
        var failure = arguments.OnlyValidate || arguments.PrintConfig ? null : mesh.TakeAsmcliFailure();
        var cluster = FindCluster();
        var fleet = arguments.Fleet.Length > 0 ? arguments.Fleet : cluster.Scenario.Fleet;
        var revision = RequestedRevision.Of(arguments, _version, fleet, arguments.Overlays.Select(file => File.ReadAllText(call.Resolve(file))));
        if (arguments.PrintConfig || arguments.Command == "print-config")
        {
            await call.OutAsync(BlockYaml.Write(revision.Objects().Single(item => item.Kind() == "IstioOperator")), stop);
            return;
        }

        await InfoAsync("Setting up necessary files...", stop);
        await InfoAsync($"Confirming cluster information for {cluster.Scenario.Project}/{cluster.Scenario.Location}/{cluster.Scenario.Name}...", stop);
        await ConfirmGatewayAsync(cluster.Store, stop);
        if (failure == AsmcliStage.Validation) throw new AsmcliException("One or more APIs are not enabled: mesh.googleapis.com");
        if (arguments.OnlyValidate || arguments.Command == "validate")
        {
            await InfoAsync("Successfully validated all requirements to install ASM.", stop);
            return;
        }

        if (arguments.DryRun)
        {
            foreach (var item in revision.Objects()) await call.OutAsync($"[would run] kubectl apply {item.Kind()}/{item.Name()}\n", stop);
            return;
        }

        await InstallAsync(cluster, revision, failure, stop);
    }

    private async Task InstallAsync(SimulatedCluster cluster, Revision revision, AsmcliStage? failure, CancellationToken stop)
    {
        var output = arguments.OutputDir.Length > 0 ? call.Resolve(arguments.OutputDir) : Directory.CreateTempSubdirectory("asmcli-").FullName;
        _output = new(output, _version);
        await InfoAsync("Downloading ASM..", stop);
        _output.Unpack(revision.Name, istioctl);
        InstallCustomCertificates(cluster.Store);
        if (failure == AsmcliStage.Certificates) await GiveUpAsync("kpt fn eval", stop);
        var objects = revision.Objects();
        _output.WriteManifest(revision.Name, objects.Select(item => BlockYaml.Write(item)));
        await InfoAsync("Installing ASM control plane...", stop);
        if (cluster.Store.Get(BuiltInTypes.Namespaces, ObjectKey.Cluster(ControlPlaneNames.Namespace)) is null)
            Apply(cluster, new() { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = ControlPlaneNames.Namespace } });
        var half = objects.ToList().FindIndex(item => item.Kind() == "Deployment");
        foreach (var item in objects.Take(half)) Apply(cluster, item);
        if (failure == AsmcliStage.HalfWay) await GiveUpAsync("istioctl install", stop);
        if (failure == AsmcliStage.Hang) await Task.Delay(Timeout.Infinite, stop);
        foreach (var item in objects.Skip(half)) Apply(cluster, item);
        if (failure == AsmcliStage.Rollout) await GiveUpAsync("kubectl rollout status", stop);
        await InfoAsync($"Waiting for deployment {ControlPlaneNames.Istiod(revision.Name)}...", stop);
        await WaitAsync(cluster, revision.Name, stop);
        if (arguments.Options.Contains("legacy-default-ingressgateway")) UpgradeGateway(cluster.Store, revision.Name);
        await InfoAsync("...done!", stop);
        if (failure == AsmcliStage.Output) throw new AsmcliException($"ln: failed to create symbolic link '{Path.Combine(output, "istioctl")}': No space left on device", raw: true, exitCode: 1);
        await InfoAsync("The istioctl binary can now be found at " + Path.Combine(output, "istioctl"), stop);
        await InfoAsync("Successfully installed ASM.", stop);
    }

    private SimulatedCluster FindCluster()
    {
        var cluster = arguments.Kubeconfig.Length > 0
            ? ClusterChoice.Find(mesh, call, arguments.Kubeconfig, arguments.Context)
            : mesh.Clusters.FirstOrDefault(c => (c.Scenario.Project, c.Scenario.Name, c.Scenario.Location) == (arguments.Project, arguments.Cluster, arguments.Location));
        if (cluster is not null && arguments.Kubeconfig.Length > 0 && !ClusterChoice.IsLoggedIn(mesh, call, arguments.Kubeconfig, arguments.Context))
            throw new AsmcliException("error: You must be logged in to the server (Unauthorized)\nasmcli: [ERROR]: Unable to connect to the cluster.", raw: true, exitCode: 2);
        return cluster ?? throw new AsmcliException(arguments.Kubeconfig.Length > 0
            ? $"Unable to find a cluster for the context '{arguments.Context}' in {arguments.Kubeconfig}."
            : $"Unable to find cluster {arguments.Project}/{arguments.Location}/{arguments.Cluster}.");
    }

    private async Task ConfirmGatewayAsync(ObjectStore store, CancellationToken stop)
    {
        if (arguments.Options.Any(option => option is "legacy-default-ingressgateway" or "iap-operator")) return;
        var key = new ObjectKey(ControlPlaneNames.Namespace, "istio-ingressgateway");
        if (store.Get(BuiltInTypes.Services, key) is null && store.Get(BuiltInTypes.Deployments, key) is null) return;
        await WarnAsync("We detected an ASM ingress gateway currently running in the cluster that", stop);
        await WarnAsync("will be disabled if installation continues. If this is not intended, please enter", stop);
        await WarnAsync("N and re-run the tool with the '--option legacy-default-ingressgateway'.", stop);
        await call.ErrorAsync("Continue? [y/N] ", stop);
        if (await call.AskAsync(stop) is not ("y" or "Y" or "yes" or "Yes")) throw new AsmcliException("Stopping installation at user request.");
    }

    private void InstallCustomCertificates(ObjectStore store)
    {
        if (!arguments.CustomCa) return;
        if (CaSecrets.Get(store, ControlPlaneNames.PluggedInSecret) is not null) throw new AsmcliException(AsmcliText.CustomCertificatesExist);
        string[] files = [arguments.CaCert, arguments.CaKey, arguments.RootCert, arguments.CertChain];
        // kubectl create secret --from-file names the keys after the files.
        var data = files.ToDictionary(file => Path.GetFileName(file), file => File.ReadAllText(call.Resolve(file)), StringComparer.Ordinal);
        store.Create(BuiltInTypes.Secrets, CaSecrets.PluggedIn(data), new WriteOptions("kubectl-create"));
    }

    /// <summary>The old option installs the gateway with the control plane, so an existing one moves to the new revision at once.</summary>
    private static void UpgradeGateway(ObjectStore store, string revision)
    {
        var key = new ObjectKey(ControlPlaneNames.Namespace, "istio-ingressgateway");
        if (store.Get(BuiltInTypes.Deployments, key) is null) return;
        store.Update(BuiltInTypes.Deployments, key, draft => draft
            .Put(revision, "metadata", "labels", "istio.io/rev")
            .Put(revision, "spec", "template", "metadata", "labels", "istio.io/rev"), Operator);
    }

    /// <summary>Writes an object as the tool does through the API, whose audit log has it therefore.</summary>
    private void Apply(SimulatedCluster cluster, JsonObject item)
    {
        var type = cluster.Store.Types.OfKind(item.ApiVersion(), item.Kind());
        var changed = ObjectWriter.Apply(cluster.Store, item, Operator);
        var resource = type is null or { Group.Length: 0 } ? type?.Plural ?? item.Kind() : $"{type.Plural}.{type.Group}";
        mesh.Servers[mesh.Clusters.IndexOf(cluster)].Audit.Add(new(
            0, cluster.Store.Clock.GetUtcNow(), "apply", resource, "", item.Namespace(), item.Name(), "asmcli", 200, changed, "asmcli", DryRun: false));
    }

    private async Task WaitAsync(SimulatedCluster cluster, string revision, CancellationToken stop)
    {
        var until = DateTimeOffset.UtcNow + mesh.Scenario.Timings.AsmcliPatience;
        while (cluster.Directory.Behind(ControlPlaneNames.Istiod(revision)) is null
            || cluster.Store.Get(BuiltInTypes.Deployments, ControlPlaneNames.Namespace, ControlPlaneNames.Istiod(revision))?.Number("status", "readyReplicas") != 2)
        {
            if (DateTimeOffset.UtcNow > until) await GiveUpAsync("kubectl rollout status", stop);
            await Task.Delay(10, stop);
        }
    }

    private async Task GiveUpAsync(string command, CancellationToken stop)
    {
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            await WarnAsync($"Failed, retrying...({attempt} of {Attempts})", stop);
            await Task.Delay(pause / Attempts, stop);
        }

        await WarnAsync($"Command failed: {command}", stop);
        throw new AsmcliException($"asmcli: [WARNING]: Failed to run {command}.", raw: true, exitCode: 1);
    }

    private Task WarnAsync(string line, CancellationToken stop) => PrintAsync($"asmcli: [WARNING]: {line}\n", stop);

    private async Task InfoAsync(string line, CancellationToken stop)
    {
        await PrintAsync($"asmcli: {line}\n", stop);
        await Task.Delay(pause, stop);
    }

    private async Task PrintAsync(string line, CancellationToken stop)
    {
        _output?.Log(line);
        await call.ErrorAsync(line, stop);
    }
}

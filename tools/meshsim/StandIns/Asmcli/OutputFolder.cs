using MeshSim.ControlPlanes;
using MeshSim.Scenario;

namespace MeshSim.StandIns.Asmcli;

/// <summary>asmcli's output directory: the release with istioctl, the package <c>asm</c>, samples, a log, the expanded manifest.</summary>
internal sealed class OutputFolder(string path, AsmVersion version)
{
    public string Path { get; } = path;

    private string Release => $"istio-{version}";

    /// <summary>
    /// Unpacks the release. A folder that was used before gets the package nested as <c>asm/asm</c>, and the link to istioctl fails.
    /// </summary>
    /// <exception cref="AsmcliException">The link is there already.</exception>
    public void Unpack(string revision, string istioctl)
    {
        Directory.CreateDirectory(Path);
        var package = System.IO.Path.Combine(Path, "asm");
        if (Directory.Exists(package)) package = System.IO.Path.Combine(package, "asm");
        WritePackage(package, revision);
        WriteSamples(revision);
        var bin = Directory.CreateDirectory(System.IO.Path.Combine(Path, Release, "bin")).FullName;
        File.Copy(istioctl, System.IO.Path.Combine(bin, "istioctl"), overwrite: true);
        var link = System.IO.Path.Combine(Path, "istioctl");
        if (new FileInfo(link) is { LinkTarget: not null } or { Exists: true })
            throw new AsmcliException("ln: failed to create symbolic link './istioctl': File exists", raw: true, exitCode: 1);
        File.CreateSymbolicLink(link, $"./{Release}/bin/istioctl");
    }

    public void Log(string line)
    {
        if (Directory.Exists(Path)) File.AppendAllText(System.IO.Path.Combine(Path, "logs.txt"), line);
    }

    public void WriteManifest(string revision, IEnumerable<string> documents) =>
        File.WriteAllText(System.IO.Path.Combine(Path, $"{revision}-manifest-expanded.yaml"), string.Join("---\n", documents));

    private static void WritePackage(string package, string revision)
    {
        var istio = Directory.CreateDirectory(System.IO.Path.Combine(package, "istio")).FullName;
        File.WriteAllText(System.IO.Path.Combine(istio, "istiod-service.yaml"), Manifests.Text("istiod-service", ("REV", revision)));
        var options = Directory.CreateDirectory(System.IO.Path.Combine(istio, "options")).FullName;
        foreach (var option in AsmcliChecks.KnownOptions)
            File.WriteAllText(System.IO.Path.Combine(options, option + ".yaml"), "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\n");
    }

    private void WriteSamples(string revision)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(Path, "samples", "gateways", "istio-ingressgateway")).FullName;
        var objects = Manifests.Objects("gateway", ("NAME", "istio-ingressgateway"), ("NAMESPACE", "istio-system"), ("REPLICAS", "3"));
        foreach (var item in objects)
        {
            // The samples leave the namespace to kubectl's -n.
            item["metadata"]!.AsObject().Remove("namespace");
            var kind = (string?)item["kind"] ?? "";
            File.WriteAllText(System.IO.Path.Combine(folder, FileOf(kind)), BlockYaml.Write(item));
        }

        File.WriteAllText(System.IO.Path.Combine(Path, "samples", "gateways", "README.txt"), $"Label the namespace with istio.io/rev={revision} first.\n");
    }

    private static string FileOf(string kind) => kind switch
    {
        "Deployment" => "deployment.yaml",
        "Service" => "service.yaml",
        "ServiceAccount" => "serviceaccount.yaml",
        "HorizontalPodAutoscaler" => "autoscalingv2.yaml",
        _ => "pdb-v1.yaml",
    };
}

using MeshSim.Certificates;
using MeshSim.Tests.Running;

namespace MeshSim.Tests.StandIns;

public sealed class AsmcliRefusalTests(MeshFixture fixture) : IClassFixture<MeshFixture>
{
    private const string Good = "--fleet_id demo-project --kubeconfig $KUBECONFIG --enable_all --context gke_demo-project_us-east1_east --output_dir $(mktemp -d)/o";
    private const string Four = "--ca_cert ca-cert.pem --ca_key ca-key.pem --root_cert root-cert.pem --cert_chain cert-chain.pem";

    private readonly Meshsim _mesh = fixture.Mesh;

    [Theory]
    [InlineData("", "usage: asmcli")]
    [InlineData("install -ca citadel", "Unknown option -ca")]
    [InlineData("remove", "Unknown option remove")]
    [InlineData("install --ca", "Option --ca requires an argument.")]
    [InlineData("install --revision_name --output_dir x", "Option --revision_name requires an argument.")]
    [InlineData($"install {Good} --ca citadel -r Not_A_Label", "Revision label does not follow RFC 1123 formatting convention.")]
    [InlineData($"install {Good} --ca citadel -r a123456789b123456789c123456789d123456789e123456789f123456789g1234", "Revision label cannot be longer than 63.")]
    [InlineData($"install {Good} --ca citadel -l us-east1", "Incompatible args")]
    [InlineData("install --ca citadel -l us-east1 -n east", "Missing one or more required options")]
    [InlineData("install --ca citadel", "Missing one or more required options")]
    [InlineData("install --ca citadel -l us-east1 -n nowhere -p demo-project", "Unable to find cluster demo-project/us-east1/nowhere.")]
    [InlineData($"install {Good} --ca vault", "CA must be one of")]
    [InlineData($"install {Good} --ca mesh_ca --root_cert root-cert.pem", "You must select Citadel as the CA in order to use custom certificates.")]
    [InlineData($"install {Good} --ca citadel --root_cert root-cert.pem", "All four certificate options must be present to use a custom cert.")]
    [InlineData($"install {Good} --ca citadel {Four} --ca_key gone.pem", "Couldn't find file gone.pem.")]
    [InlineData($"install {Good} --ca citadel {Four} --ca_key other-key.pem", "Keyfile does not match the given certificate.")]
    [InlineData($"install {Good} --ca citadel {Four} --root_cert other-root.pem", "Unable to verify chain of trust.")]
    [InlineData($"install {Good} --ca citadel {Four}", "Custom certificates already exist in the cluster.")]
    [InlineData($"install {Good} --ca mesh_ca --option ca-migration-migration", "Couldn't find yaml file ca-migration-migration.")]
    [InlineData("install --kubeconfig $KUBECONFIG --context gke_demo-project_us-west1-b_west --ca citadel", "Stopping installation at user request.")]
    public async Task A_mistake_is_refused_with_status_2(string arguments, string message)
    {
        WriteCertificates();

        var ran = await _mesh.TryAsync("asmcli " + arguments);

        Assert.Equal(2, ran.Status);
        Assert.Contains(message, ran.Error, StringComparison.Ordinal);
        Assert.Equal("", ran.Output);
    }

    [Fact]
    public async Task Flags_may_be_written_with_dashes_and_the_version_is_that_of_the_scenario()
    {
        Assert.Equal("1.19.10-asm.9+config1\n", await _mesh.ShellAsync("asmcli --version"));
        var ran = await _mesh.TryAsync("asmcli install --revision-name x --output-dir o --kubeconfig $KUBECONFIG --only-validate --ca mesh_ca");
        Assert.Equal(0, ran.Status);
        Assert.Contains("Successfully validated all requirements", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("container clusters get-credentials east --project=demo-project --region=us-east1", 0, "kubeconfig entry generated for east.")]
    [InlineData("container clusters get-credentials west --project=demo-project --zone=us-west1-b", 0, "kubeconfig entry generated for west.")]
    [InlineData("container clusters get-credentials west --project=demo-project --region=us-west1-b", 1, "is not a region")]
    [InlineData("container clusters get-credentials east --project=demo-project --zone=us-east1", 1, "Not found: projects/demo-project/zones/us-east1/clusters/east.")]
    [InlineData("container clusters get-credentials south --project=demo-project --region=us-east1", 1, "No cluster named 'south' in demo-project.")]
    [InlineData("container clusters get-credentials east --project=demo-project", 2, "must be supplied")]
    public async Task Gcloud_fetches_credentials_for_the_right_kind_of_location_only(string arguments, int status, string message)
    {
        var ran = await _mesh.TryAsync($"export KUBECONFIG=$PWD/fresh-{Guid.NewGuid():N}; gcloud {arguments} && gcloud {arguments} && kubectl get ns istio-system && kubectl config get-contexts -o name");

        Assert.Equal(status, ran.Status);
        Assert.Contains(message, ran.Error, StringComparison.Ordinal);
        if (status == 0) Assert.Single(ran.Output.Split('\n'), line => line.StartsWith("gke_", StringComparison.Ordinal));
    }

    private void WriteCertificates()
    {
        var now = DateTimeOffset.UtcNow;
        var files = CaFiles.PluggedIn("demo", ["east", "other"], now);
        _mesh.Write("ca-cert.pem", files["east"].CaCert);
        _mesh.Write("ca-key.pem", files["east"].CaKey);
        _mesh.Write("root-cert.pem", files["east"].RootCert);
        _mesh.Write("cert-chain.pem", files["east"].CertChain);
        _mesh.Write("other-key.pem", files["other"].CaKey);
        _mesh.Write("other-root.pem", CaFiles.SelfSigned(now).RootCert);
    }
}

using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Cluster;

public sealed class KubernetesClusterTests
{
    [Fact]
    public async Task A_list_that_expires_between_two_pages_is_read_from_its_beginning()
    {
        var fake = new FakeCluster { PageSize = 2 };
        for (var i = 0; i < 5; i++) fake.Add(ResourceKind.Pod, Api.Pod("shop", $"w{i}"));
        fake.Disturb(_ => null);
        fake.Disturb(_ => FakeCluster.Json(410, """{"reason":"Expired"}"""));
        var cluster = new KubernetesCluster(fake, new(), new ImpatientTime());

        var pods = await cluster.ListAsync(ResourceKind.Pod, null, Selection.All, Pod.Read, CancellationToken.None);

        Assert.Equal(["w0", "w1", "w2", "w3", "w4"], pods.Select(pod => pod.Workload.Name));
        Assert.Equal(5, fake.Requests.Count);
    }

    [Theory]
    [InlineData(401, "does not accept the credentials", "gcloud container clusters get-credentials")]
    [InlineData(403, "forbidden for context prod: no", "kubectl --context prod auth can-i list pods -n shop")]
    [InlineData(400, "answers 400: no", "kubectl --context prod get --raw /readyz")]
    public async Task A_refusal_says_what_to_do(int status, string summary, string help)
    {
        var asker = new Asker();
        asker.Cluster.Disturb(_ => FakeCluster.Json(status, """{"message":"no"}"""));

        var answer = await asker.AskAsync(("revision", "asm-1"), ("namespaces", "shop"), ("context", "prod"));

        Assert.Equal(Verdict.CannotTell, answer.Verdict);
        Assert.Contains("list pods in namespace shop", answer.Summary, StringComparison.Ordinal);
        Assert.Contains(summary, answer.Summary, StringComparison.Ordinal);
        Assert.Contains(help, answer.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_no_json_cannot_be_told()
    {
        var asker = new Asker();
        asker.Cluster.Disturb(_ => FakeCluster.Json(200, "<html>"));

        Assert.Equal(Verdict.CannotTell, (await asker.AskAsync(("revision", "asm-1"), ("namespaces", "shop"))).Verdict);
    }

    [Fact]
    public async Task Every_condition_bears_what_an_api_server_may_never_send()
    {
        string[] documents = ["[]", "null", "3", """{"items":[null,3,{"metadata":[]}]}""", """{"metadata":{"labels":7,"ownerReferences":{}},"spec":[],"status":"x"}"""];
        foreach (var document in documents)
            foreach (var condition in MeshConditions.Create(new ConstantCluster(document), new FakeIstioctl(), new ImpatientTime(), new()))
            {
                var question = new Language.Plans.Question(condition.Kind, new([
                    KeyValuePair.Create(condition.Kind, Asker.Convert("deployment/x")),
                    KeyValuePair.Create("namespaces", Asker.Convert("x")), KeyValuePair.Create("revision", Asker.Convert("x"))]));

                Assert.NotEqual("", (await condition.AskAsync(question, CancellationToken.None)).Summary);
            }
    }

    private sealed class ConstantCluster(string document) : IClusterApi
    {
        public Task<ApiReply> GetAsync(ClusterName cluster, string path, string accept, CancellationToken cancellation) =>
            Task.FromResult(FakeCluster.Json(200, document));

        public Task<Stream> ForwardAsync(ClusterName cluster, string path, int port, CancellationToken cancellation) =>
            throw new HttpRequestException("nobody is there");
    }
}

using System.Text.Json.Nodes;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Tests.Fakes;

namespace MeshRunbook.Mesh.Tests.Conditions;

public sealed class RolloutTests
{
    private readonly Asker _asker = new();

    [Fact]
    public async Task A_namespace_is_rolled_out_when_all_its_workloads_are()
    {
        AddDeployment("web");
        _asker.Cluster.Add(ResourceKind.StatefulSet, Api.StatefulSet("shop", "db"))
            .Add(ResourceKind.DaemonSet, Api.DaemonSet("shop", "agent"));

        var answer = await _asker.AskAsync(("rollout", "namespace/shop"));

        Assert.Equal(Verdict.Holds, answer.Verdict);
        Assert.StartsWith("3 workloads rolled out", answer.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status.observedGeneration", 0, "controller has not seen")]
    [InlineData("status.updatedReplicas", 1, "1 of 2 pods are updated")]
    [InlineData("status.replicas", 3, "1 old pod left")]
    [InlineData("status.availableReplicas", 1, "1 of 2 pods are available")]
    public async Task A_deployment_that_is_not_there_yet_says_what_is_missing(string field, int value, string expected)
    {
        AddDeployment("web", deployment => deployment.Set(field, value));

        var answer = await _asker.AskAsync(("rollout", "deployment/web"), ("namespace", "shop"));

        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
        Assert.Contains(expected, answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_that_blocks_is_named_at_once()
    {
        AddDeployment("web", deployment => deployment.Set("status.updatedReplicas", 0).Set("status.conditions", JsonNode.Parse(
            """[{"type":"ReplicaFailure","status":"True","reason":"FailedCreate","message":"exceeded quota: pods"}]""")));

        var answer = await _asker.AskAsync(("rollout", "namespace/shop"));

        Assert.Contains("FailedCreate: exceeded quota: pods", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_that_blocks_a_stateful_set_is_found_in_its_events()
    {
        _asker.Cluster.Add(ResourceKind.StatefulSet, Api.StatefulSet("shop", "db").Set("status.updatedReplicas", 0).Set("status.replicas", 1));
        _asker.Cluster.Add(ResourceKind.Event, Api.Named("shop", "e1")
            .Set("involvedObject.name", "db").Set("reason", "FailedCreate").Set("message", "exceeded quota: memory"));

        var answer = await _asker.AskAsync(("rollout", "statefulset/db"), ("namespace", "shop"));

        Assert.Contains("exceeded quota: memory", answer.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_of_an_old_replica_set_keeps_a_rollout_open()
    {
        AddDeployment("web");
        _asker.Cluster.Add(ResourceKind.ReplicaSet, Api.ReplicaSet("shop", "web", "old", "1"))
            .Add(ResourceKind.Pod, Api.Pod("shop", "web", hash: "old"));

        var answer = await _asker.AskAsync(("rollout", "namespace/shop"));

        Assert.Equal(Verdict.DoesNotHold, answer.Verdict);
        Assert.Contains("1 old pod left (web-old-x1)", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_is_still_terminating_keeps_a_rollout_open()
    {
        AddDeployment("web");
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web", "x9").Terminating());

        var answer = await _asker.AskAsync(("rollout", "namespace/shop"));

        Assert.Contains("1 pod still terminating (web-abc-x9)", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pods_that_only_look_alike_belong_to_nobody()
    {
        AddDeployment("web");
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web", hash: "old").OwnedBy("ReplicaSet", "web-of-another"));

        Assert.Equal(Verdict.Holds, (await _asker.AskAsync(("rollout", "namespace/shop"))).Verdict);
    }

    [Fact]
    public async Task An_update_strategy_that_waits_for_deletes_is_named()
    {
        _asker.Cluster.Add(ResourceKind.DaemonSet, Api.DaemonSet("shop", "agent")
            .Set("spec.updateStrategy.type", "OnDelete").Set("status.updatedNumberScheduled", 0));

        var answer = await _asker.AskAsync(("rollout", "namespace/shop"));

        Assert.Contains("OnDelete", answer.Summary, StringComparison.Ordinal);
        Assert.StartsWith("delete its old pods", answer.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stateful_set_with_a_partition_keeps_old_pods()
    {
        _asker.Cluster.Add(ResourceKind.StatefulSet, Api.StatefulSet("shop", "db", 3)
            .Set("spec.updateStrategy.rollingUpdate", JsonNode.Parse("""{"partition":2}""")).Set("status.updatedReplicas", 1));

        var answer = await _asker.AskAsync(("rollout", "namespace/shop"));

        Assert.Contains("partition is 2", answer.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_names_workloads_and_no_pods()
    {
        AddDeployment("web");
        _asker.Cluster.Add(ResourceKind.Pod, Api.Pod("shop", "web", "x9").Terminating());

        var answer = await _asker.AskAsync(("rollout", "namespace/shop"));

        Assert.DoesNotContain("x9", answer.Evidence.ToString(), StringComparison.Ordinal);
    }

    private void AddDeployment(string name, Action<JsonObject>? change = null)
    {
        var deployment = Api.Deployment("shop", name);
        change?.Invoke(deployment);
        _asker.Cluster.Add(ResourceKind.Deployment, deployment)
            .Add(ResourceKind.ReplicaSet, Api.ReplicaSet("shop", name, "abc", "2"))
            .Add(ResourceKind.Pod, Api.Pod("shop", name))
            .Add(ResourceKind.Pod, Api.Pod("shop", name, "x2"));
    }
}

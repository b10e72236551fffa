using System.Net;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

public sealed class ApiDeleteTests : ApiTest
{
    [Fact]
    public async Task What_is_not_there_is_named_by_the_plural()
    {
        var status = await Cluster.SendAsync(HttpMethod.Delete, "/api/v1/namespaces/default/services/nope", "", HttpStatusCode.NotFound);

        Assert.Equal("""{"name":"nope","kind":"services"}""", status["details"]!.ToJsonString());
        Assert.Equal("services \"nope\" not found", status.Text("message"));
    }

    [Theory]
    [InlineData("/apis/nope.io/v1/things")]
    [InlineData("/api/v1/namespaces/default/nopes")]
    public async Task An_unknown_group_or_resource_is_plain_text(string path)
    {
        using var answer = await Cluster.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("404 page not found\n", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_plain_object_goes_with_success_and_its_uid()
    {
        var map = await CreateConfigMapAsync("one");

        var status = await Cluster.SendAsync(HttpMethod.Delete, ConfigMaps + "/one", "", HttpStatusCode.OK);

        Assert.Equal(("Status", "Success", map.Uid()), (status.Kind(), status.Text("status"), status.Text("details", "uid")));
    }

    [Theory]
    [InlineData("Foreground", "foregroundDeletion")]
    [InlineData("Orphan", "orphan")]
    public async Task A_foreground_or_orphaning_delete_returns_the_marked_object(string policy, string finalizer)
    {
        await CreateAsync(Deployments, Deployment);

        var marked = await Cluster.SendAsync(HttpMethod.Delete, Deployments + "/web", $$"""{"propagationPolicy":"{{policy}}"}""", HttpStatusCode.OK);

        Assert.True(marked.IsBeingDeleted());
        Assert.Equal([finalizer], marked.Texts("metadata", "finalizers"));
        await UntilAsync(BuiltInTypes.Deployments, () => Store.Get(BuiltInTypes.Deployments, "default", "web") is null);
    }

    [Fact]
    public async Task A_finalizer_holds_an_object_that_can_still_be_read_and_gets_no_new_finalizers()
    {
        await CreateAsync(ConfigMaps, """{"metadata":{"name":"held","finalizers":["example.com/hold"]}}""");

        await Cluster.SendAsync(HttpMethod.Delete, ConfigMaps + "/held", "", HttpStatusCode.OK);
        var read = await Cluster.GetAsync(ConfigMaps + "/held");
        const string media = "application/merge-patch+json";
        var refused = await Cluster.SendAsync(HttpMethod.Patch, ConfigMaps + "/held",
            """{"metadata":{"finalizers":["example.com/hold","example.com/more"]}}""", HttpStatusCode.UnprocessableEntity, media);
        await Cluster.SendAsync(HttpMethod.Patch, ConfigMaps + "/held", """{"metadata":{"finalizers":null}}""", HttpStatusCode.OK, media);

        Assert.True(read.IsBeingDeleted());
        Assert.Contains("no new finalizers can be added", refused.Text("message"), StringComparison.Ordinal);
        await Cluster.GetAsync(ConfigMaps + "/held", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_namespace_ends_with_all_it_holds_and_takes_nothing_new_meanwhile()
    {
        Store.Create(BuiltInTypes.Namespaces, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "shop" } });
        await CreateAsync("/api/v1/namespaces/shop/configmaps", """{"metadata":{"name":"held","finalizers":["example.com/hold"]}}""");

        var marked = await Cluster.SendAsync(HttpMethod.Delete, "/api/v1/namespaces/shop", "", HttpStatusCode.OK);
        var refused = await Cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces/shop/configmaps", """{"metadata":{"name":"late"}}""", HttpStatusCode.Forbidden);
        await UntilAsync(BuiltInTypes.ConfigMaps, () => Store.Get(BuiltInTypes.ConfigMaps, "shop", "held")!.IsBeingDeleted());
        Store.Update(BuiltInTypes.ConfigMaps, new("shop", "held"), value => value.Drop("metadata", "finalizers"));

        Assert.Equal(("Namespace", "Terminating"), (marked.Kind(), marked.Text("status", "phase")));
        Assert.Equal("NamespaceTerminating", refused.Objects("details", "causes").Single().Text("reason"));
        await UntilAsync(BuiltInTypes.Namespaces, () => Store.Get(BuiltInTypes.Namespaces, null, "shop") is null);
    }

    [Fact]
    public async Task Dependents_go_with_their_owner_unless_it_orphans_them()
    {
        foreach (var policy in (string[])["Background", "Orphan"])
        {
            var owner = await CreateConfigMapAsync("owner");
            await CreateAsync(ConfigMaps, $$$"""{"metadata":{"name":"child-{{{policy.ToLowerInvariant()}}}","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"owner","uid":"{{{owner.Uid()}}}"}]}}""");
            await Cluster.SendAsync(HttpMethod.Delete, ConfigMaps + "/owner", $$"""{"propagationPolicy":"{{policy}}"}""", HttpStatusCode.OK);
            await UntilAsync(BuiltInTypes.ConfigMaps, () => Store.Get(BuiltInTypes.ConfigMaps, "default", "owner") is null);
        }

        await UntilAsync(BuiltInTypes.ConfigMaps, () => Store.Get(BuiltInTypes.ConfigMaps, "default", "child-background") is null);
        Assert.Empty(Store.Get(BuiltInTypes.ConfigMaps, "default", "child-orphan")!.OwnerReferences());
    }

    [Fact]
    public async Task A_running_pod_gets_its_grace_period_and_a_forced_delete_does_not_wait()
    {
        var pod = Store.Create(BuiltInTypes.Pods, (JsonObject)JsonNode.Parse(
            """{"metadata":{"name":"p"},"spec":{"nodeName":"n","containers":[{"name":"app","image":"x:1"}]}}""")!);

        var marked = await Cluster.SendAsync(HttpMethod.Delete, "/api/v1/namespaces/default/pods/p", "", HttpStatusCode.OK);
        Assert.Equal(30, marked.Number("metadata", "deletionGracePeriodSeconds"));
        await Cluster.SendAsync(HttpMethod.Delete, "/api/v1/namespaces/default/pods/p", $$$"""{"gracePeriodSeconds":0,"preconditions":{"uid":"{{{pod.Uid()}}}"}}""", HttpStatusCode.OK);

        Assert.Null(Store.Get(BuiltInTypes.Pods, "default", "p"));
    }

    [Fact]
    public async Task A_budget_without_room_stops_an_eviction()
    {
        await CreateAsync("/api/v1/namespaces/default/pods", """{"metadata":{"name":"p","labels":{"app":"web"}},"spec":{"containers":[{"name":"app","image":"x:1"}]}}""");
        await CreateAsync("/apis/policy/v1/namespaces/default/poddisruptionbudgets", """{"metadata":{"name":"b"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"web"}}}}""");

        var refused = await Cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/pods/p/eviction", """{"metadata":{"name":"p"}}""", HttpStatusCode.TooManyRequests);
        Store.Update(BuiltInTypes.PodDisruptionBudgets, new("default", "b"), value => value.Put(1, "status", "disruptionsAllowed"), WriteOptions.ControllerStatus);
        await Cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/pods/p/eviction", """{"metadata":{"name":"p"}}""", HttpStatusCode.Created);

        Assert.Equal("DisruptionBudget", refused.Objects("details", "causes").Single().Text("reason"));
        Assert.Null(Store.Get(BuiltInTypes.Pods, "default", "p"));
    }
}

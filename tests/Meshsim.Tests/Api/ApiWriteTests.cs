using System.Net;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

public sealed class ApiWriteTests : ApiTest
{
    private const string Merge = "application/merge-patch+json";

    [Fact]
    public async Task Removing_an_absent_label_by_merge_patch_changes_nothing()
    {
        var before = await Cluster.GetAsync("/api/v1/namespaces/default");

        var after = await Cluster.SendAsync(HttpMethod.Patch, "/api/v1/namespaces/default", """{"metadata":{"labels":{"nosuch":null}}}""", HttpStatusCode.OK, Merge);

        Assert.Equal(before.ResourceVersion(), after.ResourceVersion());
        Assert.False(Cluster.Audit.Entries[^1].Changed);
    }

    [Fact]
    public async Task Removing_an_absent_path_by_json_patch_is_refused()
    {
        var status = await Cluster.SendAsync(HttpMethod.Patch, "/api/v1/namespaces/default",
            """[{"op":"remove","path":"/metadata/labels/nosuch"}]""", HttpStatusCode.UnprocessableEntity, "application/json-patch+json");

        Assert.Equal("Invalid", status.Text("reason"));
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict_and_none_is_not()
    {
        var stored = await CreateConfigMapAsync("one");
        var stale = stored.ResourceVersion() - 1;
        string Body(string version) => $$$"""{"metadata":{"name":"one"{{{version}}}},"data":{"k":"w"}}""";

        var put = await Cluster.SendAsync(HttpMethod.Put, ConfigMaps + "/one", Body($",\"resourceVersion\":\"{stale}\""), HttpStatusCode.Conflict);
        var patch = await Cluster.SendAsync(HttpMethod.Patch, ConfigMaps + "/one", Body($",\"resourceVersion\":\"{stale}\""), HttpStatusCode.Conflict, Merge);
        await Cluster.SendAsync(HttpMethod.Put, ConfigMaps + "/one", Body(""), HttpStatusCode.OK);

        Assert.All([put, patch], status => Assert.Equal(("Conflict",
            "Operation cannot be fulfilled on configmaps \"one\": the object has been modified; please apply your changes to the latest version and try again"),
            (status.Text("reason"), status.Text("message"))));
    }

    [Fact]
    public async Task A_name_can_be_taken_only_once()
    {
        await CreateConfigMapAsync("one");

        var status = await Cluster.SendAsync(HttpMethod.Post, ConfigMaps, """{"metadata":{"name":"one"}}""", HttpStatusCode.Conflict);

        Assert.Equal("AlreadyExists", status.Text("reason"));
    }

    [Fact]
    public async Task A_dry_run_stores_nothing()
    {
        await Cluster.SendAsync(HttpMethod.Post, ConfigMaps + "?dryRun=All", """{"metadata":{"name":"one"}}""", HttpStatusCode.Created);

        Assert.Null(Store.Get(BuiltInTypes.ConfigMaps, "default", "one"));
        Assert.True(Cluster.Audit.Entries[^1] is { DryRun: true, Changed: false, Name: "one" });
    }

    [Fact]
    public async Task Strategic_merge_puts_new_items_first_and_keeps_the_others()
    {
        await CreateAsync(Deployments, Deployment);

        var patched = await Cluster.SendAsync(HttpMethod.Patch, Deployments + "/web",
            """{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"s:1"},{"name":"app","image":"nginx:2"}]}}}}""",
            HttpStatusCode.OK, "application/strategic-merge-patch+json");

        var containers = patched.Objects("spec", "template", "spec", "containers").ToList();
        Assert.Equal(["side", "app"], containers.Select(container => container.Text("name")));
        Assert.Equal("nginx:2", containers[1].Text("image"));
        Assert.Single(containers[1].Objects("ports"));
    }

    [Fact]
    public async Task Strategic_merge_deletes_items_by_directive_and_replaces_plain_lists()
    {
        await CreateAsync(Deployments, Deployment);
        const string media = "application/strategic-merge-patch+json";
        await Cluster.SendAsync(HttpMethod.Patch, Deployments + "/web",
            """{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"s:1","args":["a","b"]}]}}}}""", HttpStatusCode.OK, media);

        await Cluster.SendAsync(HttpMethod.Patch, Deployments + "/web",
            """{"spec":{"template":{"spec":{"containers":[{"name":"side","args":["c"]}]}}}}""", HttpStatusCode.OK, media);
        var gone = await Cluster.SendAsync(HttpMethod.Patch, Deployments + "/web",
            """{"spec":{"template":{"spec":{"containers":[{"$patch":"delete","name":"app"}]}}}}""", HttpStatusCode.OK, media);

        var left = Assert.Single(gone.Objects("spec", "template", "spec", "containers"));
        Assert.Equal(["c"], left.Texts("args"));
    }

    [Fact]
    public async Task Custom_resources_refuse_strategic_patches_and_name_what_they_take()
    {
        await CreateAsync(DefinitionsPath, Definition);
        await CreateAsync(Operators, """{"metadata":{"name":"a"},"spec":{"revision":"r1"}}""");

        var strategic = await Cluster.SendAsync(HttpMethod.Patch, Operators + "/a", "{}", HttpStatusCode.UnsupportedMediaType, "application/strategic-merge-patch+json");
        await Cluster.SendAsync(HttpMethod.Patch, Operators + "/a", "{}", HttpStatusCode.UnsupportedMediaType);

        Assert.All(["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"],
            media => Assert.Contains(media, strategic.Text("message"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Both_versions_of_an_autoscaler_show_the_same_object()
    {
        const string autoscalers = "/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers";
        await CreateAsync(autoscalers,
            """{"metadata":{"name":"web"},"spec":{"maxReplicas":5,"targetCPUUtilizationPercentage":70,"scaleTargetRef":{"kind":"Deployment","name":"web"}}}""");

        var second = await Cluster.GetAsync(autoscalers.Replace("v1", "v2", StringComparison.Ordinal) + "/web");
        var first = await Cluster.GetAsync(autoscalers + "/web");

        Assert.Equal(70, second.Objects("spec", "metrics").Single().Number("resource", "target", "averageUtilization"));
        Assert.Equal(("autoscaling/v1", 70L), (first.ApiVersion(), first.Number("spec", "targetCPUUtilizationPercentage")!.Value));
    }
}

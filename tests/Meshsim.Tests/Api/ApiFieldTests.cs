using System.Net;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

public sealed class ApiFieldTests : ApiTest
{
    private const string Apply = "application/apply-patch+yaml";

    [Fact]
    public async Task Managers_are_named_with_the_fields_that_they_wrote()
    {
        await Cluster.SendAsync(HttpMethod.Post, Deployments + "?fieldManager=kubectl-create", Deployment, HttpStatusCode.Created);
        await Cluster.SendAsync(HttpMethod.Patch, Deployments + "/web?fieldManager=kubectl-rollout",
            """{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"now"}}}}}""", HttpStatusCode.OK, "application/strategic-merge-patch+json");
        var stored = Store.Update(BuiltInTypes.Deployments, new("default", "web"), value => value.Put(2, "status", "replicas"), WriteOptions.ControllerStatus);

        var entries = stored.Objects("metadata", "managedFields").ToList();

        Assert.Equal([("kubectl-create", null), ("kubectl-rollout", null), ("kube-controller-manager", "status")],
            entries.Select(entry => (entry.Text("manager"), entry.Text("subresource"))));
        Assert.NotNull(entries[1].At("fieldsV1", "f:spec", "f:template", "f:metadata", "f:annotations", "f:kubectl.kubernetes.io/restartedAt"));
        Assert.NotNull(entries[0].At("fieldsV1", "f:spec", "f:template", "f:spec", "f:containers", "k:{\"name\":\"app\"}", "f:image"));
    }

    [Fact]
    public async Task Applying_a_field_of_another_manager_is_a_conflict_unless_forced()
    {
        await ApplyAsync("one", "image: nginx:1", HttpStatusCode.Created);

        var refused = await ApplyAsync("two", "image: nginx:2", HttpStatusCode.Conflict);
        var forced = await ApplyAsync("two", "image: nginx:2", HttpStatusCode.OK, "&force=true");

        var cause = Assert.Single(refused.Objects("details", "causes"));
        Assert.Equal(("FieldManagerConflict", ".spec.template.spec.containers[name=\"app\"].image"), (cause.Text("reason"), cause.Text("field")));
        Assert.Equal("nginx:2", forced.Objects("spec", "template", "spec", "containers").Single().Text("image"));
    }

    [Fact]
    public async Task What_a_manager_no_longer_applies_goes_and_the_rest_stays()
    {
        await ApplyAsync("one", "image: nginx:1\n        workingDir: /srv", HttpStatusCode.Created);
        await Cluster.SendAsync(HttpMethod.Patch, Deployments + "/web?fieldManager=other", """{"metadata":{"labels":{"kept":"yes"}}}""", HttpStatusCode.OK, "application/merge-patch+json");

        var applied = await ApplyAsync("one", "image: nginx:1", HttpStatusCode.OK);

        Assert.Null(applied.Objects("spec", "template", "spec", "containers").Single().Text("workingDir"));
        Assert.Equal("yes", applied.Label("kept"));
    }

    [Fact]
    public async Task Applying_the_same_again_changes_nothing()
    {
        var first = await ApplyAsync("one", "image: nginx:1", HttpStatusCode.Created);

        var second = await ApplyAsync("one", "image: nginx:1", HttpStatusCode.OK);

        Assert.Equal(first.ResourceVersion(), second.ResourceVersion());
    }

    [Fact]
    public async Task An_unknown_field_is_an_error_where_asked_for_and_a_warning_elsewhere()
    {
        const string body = """{"metadata":{"name":"one"},"data":{"k":"v"},"x":1}""";

        var strict = await Cluster.SendAsync(HttpMethod.Post, ConfigMaps + "?fieldValidation=Strict", body, HttpStatusCode.BadRequest);
        using var answer = await Cluster.Http.PostAsync(ConfigMaps, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Contains("strict decoding error: unknown field \"x\"", strict.Text("message"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.StartsWith("299 - \"unknown field", answer.Headers.GetValues("Warning").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_label_value_is_invalid_with_its_cause()
    {
        var status = await Cluster.SendAsync(HttpMethod.Post, ConfigMaps, """{"metadata":{"name":"one","labels":{"a":"b c"}}}""", HttpStatusCode.UnprocessableEntity);

        Assert.Equal(("Invalid", "ConfigMap"), (status.Text("reason"), status.Text("details", "kind")));
        Assert.Equal(("FieldValueInvalid", "metadata.labels"), (status.Objects("details", "causes").Single().Text("reason"), status.Objects("details", "causes").Single().Text("field")));
    }

    [Fact]
    public async Task A_status_sent_to_the_main_resource_is_dropped()
    {
        var body = JsonNode.Parse(Deployment)!.AsObject().Put(7, "status", "replicas");

        var created = await CreateAsync(Deployments, body.ToJsonString());
        var status = await Cluster.SendAsync(HttpMethod.Patch, Deployments + "/web/status", """{"status":{"replicas":3},"spec":{"replicas":9}}""", HttpStatusCode.OK, "application/merge-patch+json");

        Assert.Null(created.At("status", "replicas"));
        Assert.Equal((3L, 2L), (status.Number("status", "replicas")!.Value, status.Number("spec", "replicas")!.Value));
    }

    [Fact]
    public async Task The_generation_rises_only_with_the_specification()
    {
        await CreateAsync(Deployments, Deployment);
        var key = new ObjectKey("default", "web");

        var labelled = Store.Update(BuiltInTypes.Deployments, key, value => value.Put("x", "metadata", "labels", "y"));
        var counted = Store.Update(BuiltInTypes.Deployments, key, value => value.Put(1, "status", "replicas"), WriteOptions.ControllerStatus);
        var scaled = Store.Update(BuiltInTypes.Deployments, key, value => value.Put(5, "spec", "replicas"));

        Assert.Equal([1L, 1L, 2L], [labelled.Generation(), counted.Generation(), scaled.Generation()]);
    }

    [Theory]
    [InlineData("""{"spec":{"selector":{"matchLabels":{"app":"other"}}}}""", "spec.selector")]
    [InlineData("""{"spec":{"template":{"metadata":{"labels":{"app":"other"}}}}}""", "spec.template.metadata.labels")]
    [InlineData("""{"spec":{"replicas":-1}}""", "spec.replicas")]
    public async Task A_deployment_keeps_its_rules(string patch, string field)
    {
        await CreateAsync(Deployments, Deployment);

        var status = await Cluster.SendAsync(HttpMethod.Patch, Deployments + "/web", patch, HttpStatusCode.UnprocessableEntity, "application/merge-patch+json");

        Assert.Contains(field, status.Objects("details", "causes").Select(cause => cause.Text("field")));
    }

    [Fact]
    public async Task A_field_of_the_wrong_type_cannot_be_decoded()
    {
        var status = await Cluster.SendAsync(HttpMethod.Post, Deployments, Deployment.Replace("\"replicas\":2", "\"replicas\":\"two\"", StringComparison.Ordinal), HttpStatusCode.BadRequest);

        Assert.Contains("cannot unmarshal string into Go struct field Deployment.spec.replicas of type int32", status.Text("message"), StringComparison.Ordinal);
    }

    private Task<JsonObject> ApplyAsync(string manager, string container, HttpStatusCode expected, string more = "") => Cluster.SendAsync(
        HttpMethod.Patch, $"{Deployments}/web?fieldManager={manager}{more}", Configuration + "\n        " + container + "\n", expected, Apply);

    private const string Configuration = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: app
                 
        """;
}

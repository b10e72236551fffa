using System.Net;
using System.Text;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

public sealed class ApiFaultTests
{
    [Fact]
    public async Task Without_credentials_nothing_is_told()
    {
        await using var cluster = await ApiCluster.StartAsync();
        using var anyone = ApiCluster.NewClient(cluster.Url);

        using var answer = await anyone.GetAsync("/api/v1/pods");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("\"reason\":\"Unauthorized\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throttled_client_is_told_when_to_come_back()
    {
        await using var cluster = await ApiCluster.StartAsync(options => options with { Faults = request => request.Verb == "list" ? Fault.Throttled(7) : null });

        using var answer = await cluster.Http.GetAsync("/api/v1/pods");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter!.Delta);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reset_connection_leaves_the_client_in_doubt_about_the_effect(bool afterEffect)
    {
        await using var cluster = await ApiCluster.StartAsync(options => options with
        {
            Faults = request => request.Verb == "create" ? new Fault.Reset(afterEffect) : null,
        });
        using var body = new StringContent("""{"metadata":{"name":"one"}}""", Encoding.UTF8, "application/json");

        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.Http.PostAsync("/api/v1/namespaces/default/configmaps", body));

        Assert.Equal(afterEffect, cluster.Store.Get(BuiltInTypes.ConfigMaps, "default", "one") is not null);
    }

    [Fact]
    public async Task The_audit_log_names_every_mutating_request_and_whether_it_changed_anything()
    {
        using var folder = new TemporaryFolder();
        var file = folder["audit.jsonl"];
        await using var cluster = await ApiCluster.StartAsync(options => options with { AuditFile = file });
        const string maps = "/api/v1/namespaces/default/configmaps";
        await cluster.SendAsync(HttpMethod.Post, maps, """{"metadata":{"name":"one"}}""", HttpStatusCode.Created);
        await cluster.SendAsync(HttpMethod.Post, maps, """{"metadata":{"name":"one"}}""", HttpStatusCode.Conflict);
        await cluster.GetAsync(maps);
        await cluster.SendAsync(HttpMethod.Delete, maps + "/one", "", HttpStatusCode.OK);

        Assert.Equal([("create", 201, true), ("create", 409, false), ("delete", 200, true)],
            cluster.Audit.Entries.Select(entry => (entry.Verb, entry.Code, entry.Changed)));
        Assert.All(cluster.Audit.Entries, entry => Assert.Equal(("configmaps", "default", "one", "admin"), (entry.Resource, entry.Namespace, entry.Name, entry.User)));
        Assert.Equal(3, (await File.ReadAllLinesAsync(file)).Length);
    }

    [Fact]
    public async Task What_is_not_allowed_is_refused_by_name()
    {
        await using var cluster = await ApiCluster.StartAsync(options => options with { Authorize = (_, request) => request.Resource != "secrets" });

        var status = await cluster.GetAsync("/api/v1/namespaces/default/secrets", HttpStatusCode.Forbidden);

        Assert.Equal("secrets is forbidden: User \"admin\" cannot list resource \"secrets\" in API group \"\" in the namespace \"default\"", status.Text("message"));
    }

    [Fact]
    public async Task A_hook_may_change_what_is_stored_or_refuse_it()
    {
        await using var cluster = await ApiCluster.StartAsync();
        cluster.Store.Admission = [request =>
        {
            if (request.New.Name() == "bad") throw ApiException.Forbidden(request.Type, "bad", "no");
            if (request.Old is null) request.New.Put("yes", "metadata", "labels", "seen");
        }];
        const string maps = "/api/v1/namespaces/default/configmaps";

        var good = await cluster.SendAsync(HttpMethod.Post, maps, """{"metadata":{"name":"good"}}""", HttpStatusCode.Created);
        await cluster.SendAsync(HttpMethod.Post, maps, """{"metadata":{"name":"bad"}}""", HttpStatusCode.Forbidden);

        Assert.Equal("yes", good.Label("seen"));
    }
}

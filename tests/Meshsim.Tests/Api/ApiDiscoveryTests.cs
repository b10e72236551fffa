using System.Net;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

public sealed class ApiDiscoveryTests
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
        + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    [Theory]
    [InlineData("v1.26.5", "APIGroupList", "application/json")]
    [InlineData("v1.28.0", "APIGroupDiscoveryList", "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList")]
    [InlineData("v1.31.4", "APIGroupDiscoveryList", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")]
    public async Task Discovery_is_aggregated_as_the_version_can(string version, string kind, string media)
    {
        await using var cluster = await ApiCluster.StartAsync(options => options with { Version = version });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/apis");
        request.Headers.TryAddWithoutValidation("Accept", Aggregated);

        using var answer = await cluster.Http.SendAsync(request);

        var document = (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((kind, media), (document.Kind(), answer.Content.Headers.ContentType!.ToString().Replace("; ", ";", StringComparison.Ordinal)));
        Assert.Equal("Accept", answer.Headers.Vary.Single());
    }

    [Fact]
    public async Task An_unchanged_discovery_is_not_sent_again()
    {
        await using var cluster = await ApiCluster.StartAsync();
        using var first = new HttpRequestMessage(HttpMethod.Get, "/apis");
        first.Headers.TryAddWithoutValidation("Accept", Aggregated);
        using var answer = await cluster.Http.SendAsync(first);
        using var second = new HttpRequestMessage(HttpMethod.Get, "/apis");
        second.Headers.TryAddWithoutValidation("Accept", Aggregated);
        second.Headers.TryAddWithoutValidation("If-None-Match", answer.Headers.ETag!.Tag);

        using var again = await cluster.Http.SendAsync(second);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Each_document_of_the_index_can_be_fetched_by_its_hashed_url()
    {
        await using var cluster = await ApiCluster.StartAsync();
        var index = await cluster.GetAsync("/openapi/v3");

        foreach (var (path, entry) in (JsonObject)index["paths"]!)
        {
            var url = ((JsonObject)entry!).Text("serverRelativeURL")!;
            Assert.Contains("?hash=", url, StringComparison.Ordinal);
            var document = await cluster.GetAsync(url);
            Assert.True(document.At("components", "schemas") is JsonObject { Count: > 0 }, path);
        }
    }

    [Fact]
    public async Task The_old_document_knows_merge_keys_and_kinds()
    {
        await using var cluster = await ApiCluster.StartAsync();

        var definitions = (JsonObject)(await cluster.GetAsync("/openapi/v2"))["definitions"]!;

        Assert.Equal("name", definitions.Text("io.k8s.api.core.v1.PodSpec", "properties", "containers", "x-kubernetes-patch-merge-key"));
        Assert.Equal("Deployment", definitions.Objects("io.k8s.api.apps.v1.Deployment", "x-kubernetes-group-version-kind").Single().Kind());
    }

    [Fact]
    public void Every_built_in_type_has_a_schema_in_every_version()
    {
        foreach (var type in BuiltInTypes.All)
        {
            Assert.All(type.Versions, version => Assert.NotNull(SchemaCatalog.BuiltIn.Of(type, version).Definition));
        }
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/livez")]
    public async Task Health_is_told_to_anyone(string path)
    {
        await using var cluster = await ApiCluster.StartAsync();
        using var anyone = ApiCluster.NewClient(cluster.Url);

        Assert.Equal("ok", await anyone.GetStringAsync(path));
    }
}

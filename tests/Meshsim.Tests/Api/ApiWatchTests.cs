using System.Net;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

public sealed class ApiWatchTests : ApiTest
{
    [Fact]
    public async Task A_watch_tells_each_change_and_a_deletion_with_a_new_version()
    {
        var start = Store.Version;
        var map = await CreateConfigMapAsync("one");
        Store.Delete(BuiltInTypes.ConfigMaps, map.Key());

        var lines = await WatchAsync($"{ConfigMaps}?watch=true&resourceVersion={start}&timeoutSeconds=1&allowWatchBookmarks=true&fieldSelector=metadata.name%3Done");

        Assert.Equal(["ADDED", "DELETED", "BOOKMARK"], lines.Select(line => line.Text("type")));
        Assert.True(((JsonObject)lines[1]["object"]!).ResourceVersion() > map.ResourceVersion());
    }

    [Fact]
    public async Task A_bookmark_carries_nothing_but_the_version()
    {
        var version = Store.Version;

        var lines = await WatchAsync($"{Deployments}?watch=1&resourceVersion={version}&timeoutSeconds=1&allowWatchBookmarks=true");

        var bookmark = (JsonObject)Assert.Single(lines)["object"]!;
        Assert.Equal(["kind", "apiVersion", "metadata"], bookmark.Select(field => field.Key));
        Assert.Equal(version, bookmark.ResourceVersion());
    }

    [Fact]
    public async Task A_watch_from_too_old_a_version_ends_with_status_410()
    {
        var old = Store.Version;
        await CreateConfigMapAsync("one");
        Store.Compact();

        var line = Assert.Single(await WatchAsync($"{ConfigMaps}?watch=true&resourceVersion={old}"));

        Assert.Equal(("ERROR", 410L, "Expired"), (line.Text("type"), line.Number("object", "code")!.Value, line.Text("object", "reason")));
    }

    [Fact]
    public async Task Crossing_a_selector_is_an_arrival_and_a_departure()
    {
        var start = Store.Version;
        var map = await CreateConfigMapAsync("one", "\"team\":\"a\"");
        Store.Update(BuiltInTypes.ConfigMaps, map.Key(), value => value.Put("b", "metadata", "labels", "team"));
        Store.Update(BuiltInTypes.ConfigMaps, map.Key(), value => value.Put("a", "metadata", "labels", "team"));

        var lines = await WatchAsync($"{ConfigMaps}?watch=true&resourceVersion={start}&timeoutSeconds=1&labelSelector=team%3Da");

        Assert.Equal(["ADDED", "DELETED", "ADDED"], lines.Select(line => line.Text("type")));
    }

    [Fact]
    public async Task A_table_watch_names_the_columns_once()
    {
        await CreateConfigMapAsync("one");

        var lines = await WatchAsync($"{ConfigMaps}?watch=true&timeoutSeconds=1", "application/json;as=Table;v=v1;g=meta.k8s.io");

        Assert.NotNull(((JsonObject)lines[0]["object"]!)["columnDefinitions"]);
        Assert.All(lines[1..], line => Assert.Null(((JsonObject)line["object"]!)["columnDefinitions"]));
    }

    [Fact]
    public async Task An_unknown_field_selector_is_refused_by_name()
    {
        var status = await Cluster.GetAsync($"{Deployments}?fieldSelector=spec.x%3D1", HttpStatusCode.BadRequest);

        Assert.Equal("\"spec.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"", status.Text("message"));
    }

    [Theory]
    [InlineData("app in (a,b),!old", "one")]
    [InlineData("app notin (a)", "kube-root-ca.crt,two")]
    [InlineData("app=b", "two")]
    [InlineData("app!=a,old", "two")]
    public async Task Label_selectors_select(string selector, string expected)
    {
        await UntilAsync(BuiltInTypes.ConfigMaps, () => Store.Get(BuiltInTypes.ConfigMaps, "default", "kube-root-ca.crt") is not null);
        await CreateConfigMapAsync("one", "\"app\":\"a\"");
        await CreateConfigMapAsync("two", "\"app\":\"b\",\"old\":\"\"");

        var list = await Cluster.GetAsync($"{ConfigMaps}?labelSelector={Uri.EscapeDataString(selector)}");

        Assert.Equal(expected, string.Join(",", list.Objects("items").Select(item => item.Name())));
    }

    [Fact]
    public async Task A_list_at_a_future_version_times_out()
    {
        var status = await Cluster.GetAsync($"{ConfigMaps}?resourceVersion={Store.Version + 1000}", HttpStatusCode.GatewayTimeout);

        Assert.Equal("ResourceVersionTooLarge", status.Objects("details", "causes").Single().Text("reason"));
    }

    [Fact]
    public async Task A_page_of_a_forgotten_list_is_gone()
    {
        await CreateConfigMapAsync("one");
        await CreateConfigMapAsync("two");
        var first = await Cluster.GetAsync($"{ConfigMaps}?limit=1");
        await CreateConfigMapAsync("three");
        Store.Compact();

        await Cluster.GetAsync($"{ConfigMaps}?limit=1&continue={first.Text("metadata", "continue")}", HttpStatusCode.Gone);
    }

    private async Task<List<JsonObject>> WatchAsync(string path, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await Cluster.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonObject)JsonNode.Parse(line)!)];
    }
}

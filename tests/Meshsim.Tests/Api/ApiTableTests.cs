using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

public sealed class ApiTableTests : ApiTest
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    [Fact]
    public async Task A_table_keeps_the_labels_in_the_rows_objects()
    {
        await CreateConfigMapAsync("one", "\"team\":\"a\"");

        var table = await Cluster.GetAsync(ConfigMaps + "/one", accept: Table);

        Assert.Equal(("Table", "meta.k8s.io/v1"), (table.Kind(), table.ApiVersion()));
        var row = Assert.Single(table.Objects("rows"));
        Assert.Equal("PartialObjectMetadata", row.Text("object", "kind"));
        Assert.Equal("a", row.Text("object", "metadata", "labels", "team"));
        Assert.Equal("one", row["cells"]![0]!.ToString());
    }

    [Theory]
    [InlineData("None", null)]
    [InlineData("Object", "ConfigMap")]
    public async Task The_client_says_what_the_rows_hold(string include, string? kind)
    {
        await CreateConfigMapAsync("one");

        var table = await Cluster.GetAsync($"{ConfigMaps}/one?includeObject={include}", accept: Table);

        Assert.Equal(kind, table.Objects("rows").Single().Text("object", "kind"));
    }

    [Fact]
    public async Task Every_built_in_type_prints_as_many_cells_as_columns()
    {
        await CreateAsync(Deployments, Deployment);
        foreach (var type in BuiltInTypes.All.Where(type => Store.List(type).Items.Count > 0))
        {
            var home = type.Group.Length == 0 ? "/api/v1" : $"/apis/{type.Group}/{type.Versions[0]}";
            var table = await Cluster.GetAsync($"{home}/{type.Plural}", accept: Table);
            Assert.All(table.Objects("rows"), row => Assert.Equal(table.Objects("columnDefinitions").Count(), ((JsonArray)row["cells"]!).Count));
        }
    }

    [Fact]
    public async Task A_custom_resource_prints_the_columns_of_its_definition()
    {
        await CreateAsync(DefinitionsPath, Definition);
        await CreateAsync(Operators, """{"apiVersion":"install.istio.io/v1alpha1","kind":"IstioOperator","metadata":{"name":"a"},"spec":{"revision":"r1"}}""");

        var table = await Cluster.GetAsync(Operators, accept: Table);

        Assert.Equal(["Name", "Revision"], table.Objects("columnDefinitions").Select(column => column.Text("name")));
        Assert.Equal("r1", table.Objects("rows").Single()["cells"]![1]!.ToString());
    }

    [Theory]
    [InlineData(45, "45s")]
    [InlineData(119, "119s")]
    [InlineData(200, "3m20s")]
    [InlineData(600, "10m")]
    [InlineData(3600 * 3, "3h")]
    [InlineData((3600 * 5) + 120, "5h2m")]
    [InlineData(3600 * 30, "30h")]
    [InlineData((86400 * 3) + (3600 * 4), "3d4h")]
    [InlineData(86400 * 90, "90d")]
    [InlineData(86400L * 365 * 3, "3y")]
    public void Ages_read_as_kubectl_writes_them(long seconds, string text) => Assert.Equal(text, Age.Show(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task A_thousand_pods_are_listed_in_one_answer_of_many_pages_or_one()
    {
        for (var number = 0; number < 1000; number++) Store.Create(BuiltInTypes.Pods, Pod($"p{number:0000}"));

        var whole = await Cluster.GetAsync("/api/v1/pods", accept: Table);
        var first = await Cluster.GetAsync("/api/v1/pods?limit=300");
        Store.Delete(BuiltInTypes.Pods, new("default", "p0999"));
        var names = first.Objects("items").Select(item => item.Name()).ToList();
        for (var next = first.Text("metadata", "continue"); next is not null;)
        {
            var page = await Cluster.GetAsync($"/api/v1/pods?limit=300&continue={next}");
            Assert.Equal(first.ResourceVersion(), page.ResourceVersion());
            names.AddRange(page.Objects("items").Select(item => item.Name()));
            next = page.Text("metadata", "continue");
        }

        Assert.Equal(1000, whole.Objects("rows").Count());
        Assert.Equal(700, first.Number("metadata", "remainingItemCount"));
        Assert.Equal(1000, names.Distinct().Count());
        Assert.Contains("p0999", names);
    }

    private static JsonObject Pod(string name) => (JsonObject)JsonNode.Parse(
        $$$"""{"metadata":{"name":"{{{name}}}","namespace":"default"},"spec":{"containers":[{"name":"app","image":"x:1"}]}}""")!;
}

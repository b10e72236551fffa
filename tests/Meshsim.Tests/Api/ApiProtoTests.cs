using System.Net;
using System.Net.Http.Headers;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

public sealed class ApiProtoTests : ApiTest
{
    [Fact]
    public async Task A_body_in_protocol_buffers_is_the_object_that_it_stands_for()
    {
        var pod = Envelope("v1", "Pod", raw => raw
            .Message(1, metadata => metadata.Text(1, "p").Message(8, _ => { }).Message(11, label => label.Text(1, "app").Text(2, "web")))
            .Message(2, spec => spec
                .Message(1, volume => volume.Text(1, "v").Message(2, source => source.Message(19, map => map.Message(1, name => name.Text(1, "settings")))))
                .Message(2, container => container.Text(1, "app").Text(2, "x:1")
                    .Message(7, variable => variable.Text(1, "A").Text(2, "b"))
                    .Message(8, resources => resources.Message(1, limit => limit.Text(1, "cpu").Message(2, quantity => quantity.Text(1, "500m")))))));

        using var answer = await PostAsync("/api/v1/namespaces/default/pods", pod);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var stored = Store.Get(BuiltInTypes.Pods, "default", "p")!;
        Assert.Equal("web", stored.Label("app"));
        Assert.Equal("settings", stored.Objects("spec", "volumes").Single().Text("configMap", "name"));
        var app = stored.Objects("spec", "containers").Single();
        Assert.Equal(("500m", "b"), (app.Text("resources", "limits", "cpu"), app.Objects("env").Single().Text("value")));
    }

    [Theory]
    [InlineData("6b387300", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("6b38730012ff", HttpStatusCode.BadRequest)]
    [InlineData("00", HttpStatusCode.BadRequest)]
    public async Task Bytes_that_are_no_object_are_refused(string hexadecimal, HttpStatusCode expected)
    {
        using var answer = await PostAsync("/api/v1/namespaces/default/pods", Convert.FromHexString(hexadecimal));

        Assert.Equal(expected, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(ProtoBody.MediaType);
        return await Cluster.Http.PostAsync(path, content);
    }

    private static byte[] Envelope(string apiVersion, string kind, Action<ProtoWriter> raw) =>
        [.. "k8s\0"u8, .. new ProtoWriter().Message(1, type => type.Text(1, apiVersion).Text(2, kind)).Message(2, raw).ToArray()];
}

using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using MeshSim.Api;

namespace MeshSim.Tests.Api;

/// <summary>One API server with a kubeconfig for it, and a client that speaks plain HTTP.</summary>
public sealed class ApiCluster : IAsyncDisposable
{
    private const string Token = "secret-token";
    private static readonly X509Certificate2 Certificate = MakeCertificate();
    private readonly TemporaryFolder _folder = new();
    private readonly ApiServer _server;

    private ApiCluster(ApiServer server, ObjectStore store)
    {
        _server = server;
        Store = store;
        Http = NewClient(server.Url);
        Http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        KubeConfig = Path.Combine(_folder.Path, "kubeconfig");
        File.WriteAllText(KubeConfig, Config(server.Url));
    }

    public ObjectStore Store { get; }
    public HttpClient Http { get; }
    public string KubeConfig { get; }
    public string Folder => _folder.Path;
    public Uri Url => _server.Url;
    public AuditLog Audit => _server.Audit;

    public static async Task<ApiCluster> StartAsync(Func<ApiServerOptions, ApiServerOptions>? change = null, ObjectStore? store = null)
    {
        store ??= new ObjectStore(TimeProvider.System);
        store.ClusterAuthority = Certificate.ExportCertificatePem();
        var options = new ApiServerOptions(store, Certificate)
        {
            UserOf = token => token == Token ? "admin" : null,
            Broken = defect => throw new InvalidOperationException("the server is broken", defect),
        };
        return new(await ApiServer.StartAsync(change?.Invoke(options) ?? options), store);
    }

    public static HttpClient NewClient(Uri url) => new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == Certificate.GetCertHashString() },
    })
    { BaseAddress = url };

    /// <summary>Runs one of the kubectls that are here against this cluster.</summary>
    public Task<KubectlResult> KubectlAsync(string program, string arguments, string? input = null) =>
        Kubectl.RunAsync(program, KubeConfig, Folder, arguments, input);

    public async Task<JsonObject> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return await ReadAsync(request, expected);
    }

    public async Task<JsonObject> SendAsync(
        HttpMethod method, string path, string body, HttpStatusCode expected, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return await ReadAsync(request, expected);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<JsonObject> ReadAsync(HttpRequestMessage request, HttpStatusCode expected)
    {
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode} instead of {expected}: {text}");
        return (JsonObject)JsonNode.Parse(text)!;
    }

    private static string Config(Uri url) => $"""
        apiVersion: v1
        kind: Config
        current-context: sim
        clusters: [{"{"}name: sim, cluster: {"{"}server: '{url.ToString().TrimEnd('/')}', certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(Certificate.ExportCertificatePem()))}{"}}"}]
        users: [{"{"}name: admin, user: {"{"}token: {Token}{"}}"}]
        contexts: [{"{"}name: sim, context: {"{"}cluster: sim, user: admin{"}}"}]
        """;

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}

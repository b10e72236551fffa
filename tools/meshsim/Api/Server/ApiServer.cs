using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshSim.Api;

/// <summary>The Kubernetes API of one simulated cluster, over HTTPS on the loopback interface.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private const long MaxBodyBytes = 3 * 1024 * 1024;
    private readonly WebApplication _web;
    private readonly Housekeeping _housekeeping;

    private ApiServer(WebApplication web, AuditLog audit, Housekeeping housekeeping) =>
        (_web, Audit, _housekeeping) = (web, audit, housekeeping);

    /// <summary>Where clients reach the server, such as <c>https://127.0.0.1:41234</c>.</summary>
    public Uri Url { get; private set; } = new("https://127.0.0.1");

    /// <summary>The mutating requests received so far.</summary>
    public AuditLog Audit { get; }

    /// <summary>Starts a server, and with it the cluster's garbage collection and namespace life cycle.</summary>
    public static async Task<ApiServer> StartAsync(ApiServerOptions options, CancellationToken cancel = default)
    {
        var audit = new AuditLog(options.AuditFile);
        var web = Build(options);
        var front = new RequestPipeline(options, audit, web.Lifetime.ApplicationStopping);
        web.UseWebSockets();
        web.Run(front.HandleAsync);
        var server = new ApiServer(web, audit, Housekeeping.Start(options.Store, options.Broken));
        await web.StartAsync(cancel);
        var addresses = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Url = new(addresses.Addresses.First());
        front.Address = server.Url.Authority;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
        await _housekeeping.DisposeAsync();
        Audit.Dispose();
    }

    private static WebApplication Build(ApiServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(https => UseCertificates(https, options));
            });
        });
        return builder.Build();
    }

    private static void UseCertificates(HttpsConnectionAdapterOptions https, ApiServerOptions options)
    {
        https.ServerCertificate = options.Certificate;
        if (options.ClientAuthority is not { } authority) return;
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = (certificate, _, _) => IsSignedBy(certificate, authority);
    }

    private static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        return chain.Build(certificate);
    }
}

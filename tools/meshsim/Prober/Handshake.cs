using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MeshSim.Certificates;

namespace MeshSim.Prober;

/// <summary>A real TLS handshake in memory, each side with its own certificate and trusting only its own bundle.</summary>
public static class Handshake
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>True when client and server both accept each other.</summary>
    public static async Task<bool> SucceedsAsync(Party client, Party server)
    {
        var (left, right) = Duplex();
        await using var clientTls = new SslStream(left);
        await using var serverTls = new SslStream(right);
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await Task.WhenAll(
                Closing(left, clientTls.AuthenticateAsClientAsync(ClientOptions(client), limit.Token)),
                Closing(right, serverTls.AuthenticateAsServerAsync(ServerOptions(server), limit.Token)));
            // With TLS 1.3 a client learns that it was refused only when it reads.
            await Task.WhenAll(SendAsync(serverTls, limit.Token), ReceiveAsync(clientTls, limit.Token));
            return true;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException
            or CryptographicException)
        {
            return false;
        }
    }

    private static async Task Closing(Stream stream, Task handshake)
    {
        try
        {
            await handshake;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static async Task SendAsync(SslStream stream, CancellationToken stop)
    {
        await stream.WriteAsync(new byte[] { 1 }, stop);
        await stream.FlushAsync(stop);
    }

    private static async Task ReceiveAsync(SslStream stream, CancellationToken stop) =>
        await stream.ReadExactlyAsync(new byte[1], stop);

    private static SslClientAuthenticationOptions ClientOptions(Party party) => new()
    {
        TargetHost = "outbound",
        AllowTlsResume = false,
        ClientCertificateContext = Certificate(party),
        RemoteCertificateValidationCallback = (_, certificate, chain, _) => Accepts(party, certificate, chain),
    };

    private static SslServerAuthenticationOptions ServerOptions(Party party) => new()
    {
        ServerCertificateContext = Certificate(party),
        AllowTlsResume = false,
        ClientCertificateRequired = true,
        RemoteCertificateValidationCallback = (_, certificate, chain, _) => Accepts(party, certificate, chain),
    };

    private static SslStreamCertificateContext Certificate(Party party) =>
        SslStreamCertificateContext.Create(party.Certificate.Leaf, [.. party.Certificate.Intermediates], offline: true);

    private static bool Accepts(Party party, X509Certificate? certificate, X509Chain? received)
    {
        if (certificate is not X509Certificate2 leaf) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        foreach (var root in party.Class.Bundle.Roots) chain.ChainPolicy.CustomTrustStore.Add(root.Certificate);
        foreach (var link in received?.ChainPolicy.ExtraStore ?? []) chain.ChainPolicy.ExtraStore.Add(link);
        return chain.Build(leaf) && TrustDomainOf(leaf) is { } domain && party.Class.AcceptsDomain(domain);
    }

    private static string? TrustDomainOf(X509Certificate2 leaf)
    {
        var text = leaf.Extensions.FirstOrDefault(e => e.Oid?.Value == "2.5.29.17")?.Format(false) ?? "";
        var start = text.IndexOf("spiffe://", StringComparison.Ordinal);
        return start < 0 ? null : text[(start + 9)..].Split('/')[0];
    }

    private static (Stream Left, Stream Right) Duplex()
    {
        var (there, back) = (new Pipe(), new Pipe());
        return (new PipePair(back.Reader.AsStream(), there.Writer.AsStream()), new PipePair(there.Reader.AsStream(), back.Writer.AsStream()));
    }
}

/// <summary>One side of a handshake.</summary>
public sealed record Party(WorkloadCertificate Certificate, TrustClass Class);

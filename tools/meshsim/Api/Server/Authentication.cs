using Microsoft.AspNetCore.Http;

namespace MeshSim.Api;

/// <summary>Tells who sends a request: by bearer token, or by client certificate.</summary>
internal sealed class Authentication(ApiServerOptions options)
{
    private const string Scheme = "Bearer ";

    /// <summary>The user's name, or null for a request without credentials or with wrong ones.</summary>
    public async Task<string?> UserOfAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return options.UserOf(header[Scheme.Length..].Trim());
        }

        if (options.ClientAuthority is null) return null;
        var certificate = await http.Connection.GetClientCertificateAsync();
        return certificate?.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.SimpleName, false);
    }
}

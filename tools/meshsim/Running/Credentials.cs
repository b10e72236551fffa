using System.Security.Cryptography;

namespace MeshSim.Running;

/// <summary>The bearer token that the API servers take, and that <c>gcloud … get-credentials</c> hands out.</summary>
internal sealed class Credentials(string token)
{
    private const string User = "admin@example.com";

    /// <summary>The token that is valid now.</summary>
    public string Token { get; private set; } = token;

    /// <summary>Refuses all that was handed out so far.</summary>
    public void Expire() => Token = RandomNumberGenerator.GetHexString(40, lowercase: true);

    /// <summary>The user behind a token, or null.</summary>
    public string? UserOf(string token) => token == Token ? User : null;
}

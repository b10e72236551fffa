using System.Security.Cryptography;
using System.Text;
using MeshRunbook.Execution;

namespace MeshRunbook.Storage;

/// <summary>File names of logs: the address, as readable as a file system allows, and the attempt.</summary>
internal static class LogNames
{
    private const int Longest = 180;

    public static string Of(Address address, int attempt)
    {
        // A key's own slashes are escaped in the address, so that only its separators are left.
        var name = address.Text.Replace("+", "%2B", StringComparison.Ordinal).Replace('/', '+');
        var bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length <= Longest) return $"{name}.{attempt}.log";
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        var length = Longest / 3;
        if (char.IsHighSurrogate(name[length - 1])) length--;
        return $"{name[..length]}~{digest}.{attempt}.log";
    }
}

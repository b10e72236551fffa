using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>What the server says of its own version.</summary>
internal static class ServerVersion
{
    /// <summary>The version as major and minor number: <c>v1.31.4-gke.1</c> is (1, 31).</summary>
    public static (int Major, int Minor) Parse(string version)
    {
        var parts = version.TrimStart('v').Split('.', '-', '+');
        return int.TryParse(parts[0], out var major) && parts.Length > 1 && int.TryParse(parts[1], out var minor) ? (major, minor) : (1, 0);
    }

    public static JsonObject Describe(string version)
    {
        var (major, minor) = Parse(version);
        return new()
        {
            ["major"] = $"{major}",
            ["minor"] = $"{minor}",
            ["gitVersion"] = version,
            ["gitCommit"] = "simulated",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "2024-12-11T00:00:00Z",
            ["goVersion"] = "none",
            ["compiler"] = "none",
            ["platform"] = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux/arm64" : "linux/amd64",
        };
    }
}

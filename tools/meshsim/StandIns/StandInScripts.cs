using System.Globalization;

namespace MeshSim.StandIns;

/// <summary>The scripts that stand for asmcli, istioctl, gcloud and migrate_ca: no more than a line to the running mesh, so that they start at once.</summary>
internal static class StandInScripts
{
    public static IReadOnlyList<string> Names { get; } = ["asmcli", "istioctl", "gcloud", "migrate_ca"];

    /// <summary>Writes all scripts into <paramref name="folder"/>/bin.</summary>
    public static void Write(string folder, StandInServer server)
    {
        var bin = Path.Combine(folder, "bin");
        Directory.CreateDirectory(bin);
        foreach (var name in Names) Write(Path.Combine(bin, name), name, folder, server.Port, server.Token);
    }

    private static void Write(string file, string name, string folder, int port, string token)
    {
        File.Delete(file);
        File.WriteAllText(file, Template()
            .Replace("@NAME@", name, StringComparison.Ordinal)
            .Replace("@PORT@", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("@TOKEN@", token, StringComparison.Ordinal)
            .Replace("@DIR@", folder, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Template()
    {
        using var stream = typeof(StandInScripts).Assembly.GetManifestResourceStream("StandIns.stand-in.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

namespace MeshRunbook.Cli.Tests;

/// <summary>Where the built programs are: where the environment says, and otherwise where this build has put them.</summary>
internal static class Programs
{
    public static string Runbook { get; } = Find("runbook", "RUNBOOK_PROGRAM");

    public static string Meshsim { get; } = Find("meshsim", "MESHSIM_PROGRAM", "RUNBOOK_MESHSIM");

    private static string Find(string name, params string[] variables)
    {
        var told = variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        if (told is not null) return Path.GetFullPath(told, Repository.Root);
        // The tests' own folder is named debug or release; a program's has its platform behind that.
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Directory.GetDirectories(Repository.At("artifacts", "bin", name), configuration + "*")
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"`{name}` is not built; name it in {variables[0]}");
    }
}

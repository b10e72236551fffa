namespace MeshRunbook.Tests.Support;

/// <summary>Where a program of tools/ is: where the environment says, and otherwise where this build has put it.</summary>
public static class BuiltProgram
{
    /// <param name="tool">The folder of tools/.</param>
    /// <param name="name">The program's own name.</param>
    /// <param name="variables">Variables that may name it; the first that is set counts.</param>
    public static string Find(string tool, string name, params string[] variables)
    {
        var told = variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        if (told is not null) return Path.GetFullPath(told, Repository.Root);
        // The tests' own folder is named debug or release; a program's may have its platform behind that.
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Directory.GetDirectories(Repository.At("artifacts", "bin", tool), configuration + "*")
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"`{name}` is not built{(variables.Length > 0 ? $"; name it in {variables[0]}" : "")}");
    }
}

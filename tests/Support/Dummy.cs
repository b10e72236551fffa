namespace MeshRunbook.Tests.Support;

/// <summary>The small program that tests run as a command.</summary>
public static class Dummy
{
    /// <summary>Its executable file, which every test project that refers to it has built.</summary>
    public static string Program { get; } = Find();

    private static string Find()
    {
        // artifacts/bin/X.Tests/debug/ beside artifacts/bin/Dummy/debug/
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(output.Parent!.Parent!.FullName, "Dummy", output.Name, "dummy");
        return File.Exists(program) ? program : throw new InvalidOperationException($"the dummy program is not built: {program}");
    }
}

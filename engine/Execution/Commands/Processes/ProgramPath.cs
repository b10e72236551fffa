namespace MeshRunbook.Execution.Commands.Processes;

/// <summary>Finds programs as a shell does.</summary>
internal static class ProgramPath
{
    /// <summary>The file to start, or why there is none.</summary>
    public static (string? File, string? Problem) Find(string program, string? searchPath)
    {
        if (program.Contains('/')) return OfFile(program);
        string? notExecutable = null;
        foreach (var folder in (searchPath ?? "").Split(':'))
        {
            var file = Path.Combine(folder.Length == 0 ? "." : folder, program);
            if (!File.Exists(file)) continue;
            if (IsExecutable(file)) return (file, null);
            notExecutable ??= file;
        }

        return (null, notExecutable is null
            ? $"`{program}` was not found in PATH ({(string.IsNullOrEmpty(searchPath) ? "which is empty" : searchPath)})"
            : $"`{program}` was found as {notExecutable}, but it is not executable; chmod +x makes it so");
    }

    private static (string? File, string? Problem) OfFile(string program)
    {
        if (Directory.Exists(program)) return (null, $"`{program}` is a folder, not a program");
        if (!File.Exists(program)) return (null, $"`{program}` does not exist (looked from {Environment.CurrentDirectory})");
        return IsExecutable(program) ? (program, null) : (null, $"`{program}` is not executable; chmod +x makes it so");
    }

    private static bool IsExecutable(string file) => Native.Access(file, Native.ExecutableMode) == 0;
}

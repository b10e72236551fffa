namespace MeshRunbook.Cli;

/// <summary>Keeps the trace of a mistake in the program, which nobody wants on the screen.</summary>
internal static class InternalError
{
    /// <summary>The file in which the trace was saved, or its text where no file can be written.</summary>
    public static string Save(Exception problem)
    {
        try
        {
            var folder = Directory.CreateDirectory(StateFolder.Default).FullName;
            var file = Path.Combine(folder, $"internal-error-{DateTime.UtcNow:yyyyMMdd-HHmmss}.txt");
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(file, options);
            writer.Write(problem.ToString());
            return file;
        }
        catch (Exception unsaved) when (unsaved is IOException or UnauthorizedAccessException)
        {
            return $"its kind, {problem.GetType().Name}";
        }
    }
}

using System.Diagnostics;
using MeshRunbook.Cli.Reporting.Html;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Reporting;

/// <summary>A report as a file that only its owner can read until somebody passes it on.</summary>
internal static class ReportFile
{
    public static string InFolderOf(IRun run) => Path.Combine(run.ArtifactsFolder, "report.html");

    /// <param name="form">html, markdown or json.</param>
    public static string Render(RunReport report, string form) => form switch
    {
        "html" => Page.Render(report),
        "markdown" => Markdown.Render(report),
        "json" => ReportJson.Render(report),
        _ => throw new UnreachableException(),
    };

    /// <summary>Writes the report, and says where: the full path.</summary>
    public static string Write(RunReport report, string form, string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            throw Refusal.Usage($"there is no folder `{folder}`", $"make it: mkdir -p {folder}");
        using var writer = new StreamWriter(file, options);
        writer.Write(Render(report, form));
        return Path.GetFullPath(file);
    }
}

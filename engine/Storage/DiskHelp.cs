namespace MeshRunbook.Storage;

/// <summary>What to do about what a disk says.</summary>
internal static class DiskHelp
{
    // ENOSPC, EDQUOT and EROFS on Linux; EDQUOT is 69 on macOS.
    private static readonly int[] Full = [28, 122, 69];
    private const int ReadOnly = 30;

    public static string For(Exception problem) => problem switch
    {
        FileNotFoundException or DirectoryNotFoundException => "restore it from a backup; what is left of a run: runbook audit RUN",
        IOException { HResult: ReadOnly } => "that disk is read-only: mount it for writing, or name another state folder: --state DIR",
        IOException when Full.Contains(problem.HResult) || problem.Message.Contains("No space left", StringComparison.Ordinal) =>
            "make room on that disk; nothing that was recorded is lost, and then: runbook resume",
        ArgumentOutOfRangeException => "let files grow larger (ulimit -f); nothing that was recorded is lost, and then: runbook resume",
        UnauthorizedAccessException => "see who may write there (ls -ld), or name another state folder: --state DIR",
        _ => "see that the disk is there, whole and mounted (df, dmesg); nothing that was recorded is lost",
    };
}

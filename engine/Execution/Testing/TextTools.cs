using System.Collections.Frozen;
using MeshRunbook.Execution.Commands.Processes;

namespace MeshRunbook.Execution.Testing;

/// <summary>The programs that scripts under test really run: those that only work on text and on files that are named to them.</summary>
internal static class TextTools
{
    private static readonly Lazy<string> Made = new(Make);

    public static FrozenSet<string> Names { get; } = FrozenSet.Create(StringComparer.Ordinal,
        "[", "awk", "base64", "basename", "bash", "cat", "chmod", "cmp", "comm", "cp", "cut", "date", "diff", "dirname", "echo", "env", "expr", "false",
        "find", "fold", "gawk", "grep", "egrep", "head", "jq", "join", "ln", "ls", "mawk", "md5sum", "mkdir", "mktemp", "mv", "nl", "od", "openssl", "paste",
        "printf", "readlink", "realpath", "rev", "rm", "rmdir", "sed", "seq", "sh", "sha1sum", "sha256sum", "sort", "split", "tac", "tail", "tee", "test",
        "touch", "tr", "true", "uniq", "wc", "xargs", "xxd", "yes");

    public static string Bash { get; } = Find("bash") ?? "/bin/bash";

    /// <summary>A folder with these programs and no others, for as long as the process lives.</summary>
    public static string Folder => Made.Value;

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("runbook-tools-").FullName;
        foreach (var name in Names)
            if (Find(name) is { } file) File.CreateSymbolicLink(Path.Combine(folder, name), file);
        // A script that waits does so for the world, which is canned.
        if (Find("true") is { } nothing) File.CreateSymbolicLink(Path.Combine(folder, "sleep"), nothing);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    private static string? Find(string name) => ProgramPath.Find(name, Environment.GetEnvironmentVariable("PATH")).File;
}

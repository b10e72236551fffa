using System.Text;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Runs;

/// <summary>The end of what a step printed.</summary>
internal static class LogTail
{
    private const int Bytes = 32 * 1024;

    public static IReadOnlyList<string> Read(IRun run, Address address, int attempt, int lines)
    {
        using var log = run.OpenLog(address, attempt);
        if (log is null) return [];
        if (log.CanSeek && log.Length > Bytes) log.Seek(-Bytes, SeekOrigin.End);
        using var reader = new StreamReader(log, Encoding.UTF8);
        var all = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. all.TakeLast(lines).Select(Printable.Of)];
    }
}

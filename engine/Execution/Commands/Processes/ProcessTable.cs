using System.Globalization;
using System.Text;

namespace MeshRunbook.Execution.Commands.Processes;

/// <summary>The processes of this machine, as Linux shows them under /proc.</summary>
internal static class ProcessTable
{
    private const string Root = "/proc";

    /// <summary>When a process was started, as the kernel counts it; null where there is no such process any more.</summary>
    public static long? StartTicks(int process)
    {
        if (Directory.Exists(Root)) return Read(process) is { IsDead: false } row ? row.StartTicks : null;
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return found.StartTime.Ticks;
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>
    /// The living processes of a command: those of its session and group, their descendants, and, by the mark in their
    /// environment, those that have left all of these by forking twice.
    /// </summary>
    /// <param name="leader">The command's own process, which may have ended; null where it is not known.</param>
    public static List<int> Of(ProcessIdentity? leader, string mark)
    {
        if (!Directory.Exists(Root)) return leader is { } known && Native.Kill(-known.Id, 0) == 0 ? [-known.Id] : [];
        var rows = Directory.EnumerateDirectories(Root)
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Read(id) : null)
            .OfType<Row>().ToDictionary(row => row.Id);
        var wanted = Encoding.ASCII.GetBytes(mark);
        // Where another process has the leader's id by now, its session and group are gone, and these are another's.
        if (leader is { } gone && rows.TryGetValue(gone.Id, out var other) && other.StartTicks != gone.StartTicks) leader = null;
        var members = rows.Values.Where(row => (leader is { } own && IsOf(row, own)) || HasMark(row.Id, wanted))
            .Select(row => row.Id).ToHashSet();
        var found = true;
        while (found)
        {
            found = false;
            foreach (var row in rows.Values)
                if (members.Contains(row.Parent) && members.Add(row.Id)) found = true;
        }

        members.Remove(Environment.ProcessId);
        return [.. members.Where(id => rows.TryGetValue(id, out var row) && !row.IsDead)];
    }

    private static bool IsOf(Row row, ProcessIdentity leader) =>
        row.StartTicks >= leader.StartTicks && (row.Session == leader.Id || row.Group == leader.Id || row.Id == leader.Id);

    private static bool HasMark(int process, byte[] mark)
    {
        try
        {
            return File.ReadAllBytes($"{Root}/{process}/environ").AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static Row? Read(int process)
    {
        try
        {
            var text = File.ReadAllText($"{Root}/{process}/stat");
            // The program's name stands in parentheses, and may hold any of the characters around it.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new(
                process, fields[0] is "Z" or "X", Number(fields[1]), Number(fields[2]), Number(fields[3]),
                long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private sealed record Row(int Id, bool IsDead, int Parent, int Group, int Session, long StartTicks);
}

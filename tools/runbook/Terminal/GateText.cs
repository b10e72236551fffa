using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Terminal;

/// <summary>A gate as people read it.</summary>
internal static class GateText
{
    public static IEnumerable<string> Lines(GateOpened gate)
    {
        yield return "";
        yield return Screen.Bold(Screen.Yellow($"? {Printable.Of(gate.Title)}"));
        foreach (var line in Wrapped(Printable.Lines(gate.Description ?? ""), Screen.Width - 4)) yield return $"  {line}";
        yield return Screen.Dim($"  gate {gate.Address}, evidence {gate.Evidence[..Math.Min(12, gate.Evidence.Length)]}"
            + (gate.Approvers.Length > 0 ? $", answered by {string.Join(", ", gate.Approvers)}" : "")
            + (gate.MinApprovals > 1 ? $", {gate.MinApprovals} approvals" : "")
            + (gate.Deadline is { } deadline ? $", until {deadline.ToLocalTime():yyyy-MM-dd HH:mm}" : ""));
    }

    /// <summary>Text broken at spaces into lines of at most <paramref name="width"/> characters.</summary>
    public static IEnumerable<string> Wrapped(string text, int width)
    {
        foreach (var paragraph in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    yield return line;
                    line = "";
                }

                line = line.Length == 0 ? word : $"{line} {word}";
            }

            if (line.Length > 0) yield return line;
        }
    }
}

using System.Text;

namespace MeshRunbook.Cli.Verbs;

/// <summary>What changes between two texts, line by line, as `diff -u` shows it.</summary>
internal static class LineDiff
{
    private const int Around = 3;
    private const long Most = 20_000_000;

    public static string Of(string name, string before, string after)
    {
        var (old, @new) = (before.Split('\n'), after.Split('\n'));
        var lines = Lines(old, @new);
        var text = new StringBuilder($"--- {name}\n+++ {name}\n");
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sign == ' ') continue;
            var start = Math.Max(0, i - Around);
            var end = i;
            for (var at = i; at < lines.Count && at <= end + (2 * Around); at++)
                if (lines[at].Sign != ' ') end = at;
            end = Math.Min(lines.Count - 1, end + Around);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"@@ -{lines[start].Old + 1} +{lines[start].New + 1} @@\n");
            for (; start <= end; start++) text.Append(lines[start].Sign).Append(lines[start].Text).Append('\n');
            i = end;
        }

        return text.ToString();
    }

    private static List<Line> Lines(string[] old, string[] @new)
    {
        // The longest common subsequence between the equal lines at both ends.
        var head = 0;
        while (head < old.Length && head < @new.Length && old[head] == @new[head]) head++;
        var tail = 0;
        while (tail < old.Length - head && tail < @new.Length - head && old[^(tail + 1)] == @new[^(tail + 1)]) tail++;
        var (rows, columns) = (old.Length - head - tail, @new.Length - head - tail);
        // Of texts that have next to nothing in common all old lines are shown before all new ones.
        if ((long)rows * columns > Most) (rows, columns) = (0, 0);
        var common = new ushort[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
            for (var j = columns - 1; j >= 0; j--)
                common[i, j] = old[head + i] == @new[head + j] ? (ushort)(common[i + 1, j + 1] + 1) : Math.Max(common[i + 1, j], common[i, j + 1]);
        var lines = new List<Line>();
        for (var i = 0; i < head; i++) lines.Add(new(' ', old[i], i, i));
        var (a, b) = (0, 0);
        while (a < rows || b < columns)
            if (a < rows && b < columns && old[head + a] == @new[head + b]) lines.Add(new(' ', old[head + a], head + a++, head + b++));
            else if (a < rows && (b == columns || common[a + 1, b] >= common[a, b + 1])) lines.Add(new('-', old[head + a], head + a++, head + b));
            else lines.Add(new('+', @new[head + b], head + a, head + b++));
        for (a = head + rows; a < old.Length - tail; a++) lines.Add(new('-', old[a], a, head));
        for (b = head + columns; b < @new.Length - tail; b++) lines.Add(new('+', @new[b], a, b));
        for (var i = 0; i < tail; i++) lines.Add(new(' ', old[old.Length - tail + i], old.Length - tail + i, @new.Length - tail + i));
        return lines;
    }

    private readonly record struct Line(char Sign, string Text, int Old, int New);
}

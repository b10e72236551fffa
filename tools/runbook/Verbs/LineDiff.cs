using System.Text;
using MeshRunbook.Cli.Diffs;

namespace MeshRunbook.Cli.Verbs;

/// <summary>What changes between two texts, line by line, as `diff -u` shows it.</summary>
internal static class LineDiff
{
    private const int Around = 3;

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
        var lines = new List<Line>();
        var (i, j) = (0, 0);
        foreach (var edit in Edits.Between(old, @new))
        {
            var sign = edit.Kind switch { EditKind.Removed => '-', EditKind.Added => '+', _ => ' ' };
            lines.Add(new(sign, edit.Text, i, j));
            if (sign != '+') i++;
            if (sign != '-') j++;
        }

        return lines;
    }

    private readonly record struct Line(char Sign, string Text, int Old, int New);
}

using System.Text;

namespace MeshSim.StandIns;

/// <summary>Columns as Go's tabwriter aligns them.</summary>
internal static class TextTable
{
    public static string Write(int padding, params IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length) + padding).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
                text.Append(column == row.Length - 1 ? row[column] : row[column].PadRight(widths[column]));
            text.Append('\n');
        }

        return text.ToString();
    }
}

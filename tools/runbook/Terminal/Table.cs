namespace MeshRunbook.Cli.Terminal;

/// <summary>Rows in columns, three spaces between them, as kubectl prints them.</summary>
internal static class Table
{
    public static IEnumerable<string> Lines(string[] header, IReadOnlyList<string[]> rows)
    {
        var widths = header.Select((title, column) => Math.Max(title.Length, rows.Count == 0 ? 0 : rows.Max(row => row[column].Length))).ToArray();
        foreach (var row in rows.Prepend(header))
            yield return string.Join("   ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
    }
}

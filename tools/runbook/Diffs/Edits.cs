namespace MeshRunbook.Cli.Diffs;

internal enum EditKind { Same, Removed, Added }

/// <summary>A piece of a text: kept, removed or added.</summary>
internal readonly record struct Edit(EditKind Kind, string Text);

/// <summary>The fewest removals and additions that make one list of texts of another.</summary>
internal static class Edits
{
    /// <summary>Above this the table would take too much room, and nobody would read the outcome.</summary>
    private const int Most = 2000;

    public static IReadOnlyList<Edit> Between(IReadOnlyList<string> old, IReadOnlyList<string> @new)
    {
        // What is equal at both ends needs no table.
        var head = 0;
        while (head < old.Count && head < @new.Count && old[head] == @new[head]) head++;
        var tail = 0;
        while (tail < old.Count - head && tail < @new.Count - head && old[old.Count - 1 - tail] == @new[@new.Count - 1 - tail]) tail++;
        return
        [
            .. old.Take(head).Select(Same),
            .. Apart([.. old.Skip(head).Take(old.Count - head - tail)], [.. @new.Skip(head).Take(@new.Count - head - tail)]),
            .. old.Skip(old.Count - tail).Select(Same),
        ];
    }

    private static Edit Same(string text) => new(EditKind.Same, text);

    private static List<Edit> Apart(string[] old, string[] @new)
    {
        if (old.Length > Most || @new.Length > Most)
            return [.. old.Select(text => new Edit(EditKind.Removed, text)), .. @new.Select(text => new Edit(EditKind.Added, text))];
        var lengths = new int[old.Length + 1, @new.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = @new.Length - 1; j >= 0; j--)
                lengths[i, j] = old[i] == @new[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        var edits = new List<Edit>();
        for (int i = 0, j = 0; i < old.Length || j < @new.Length;)
        {
            if (i < old.Length && j < @new.Length && old[i] == @new[j])
            {
                edits.Add(new(EditKind.Same, old[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (i < old.Length && (j == @new.Length || lengths[i + 1, j] >= lengths[i, j + 1]))
            {
                edits.Add(new(EditKind.Removed, old[i++]));
            }
            else
            {
                edits.Add(new(EditKind.Added, @new[j++]));
            }
        }

        return edits;
    }
}

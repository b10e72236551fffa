using System.Globalization;
using System.Text;

namespace MeshRunbook.Language.Types;

/// <summary>Durations as they are written: 500ms, 90s, 30m, 24h, 1h30m, 7d; each unit at most once, the larger first.</summary>
public static class DurationText
{
    private static readonly (string Unit, long Milliseconds)[] Units =
        [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

    /// <summary>The longest that can be written.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(3650);

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        long total = 0;
        var position = 0;
        var unit = -1;
        while (position < text.Length)
        {
            var start = position;
            while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
            if (position == start || position - start > 15) return false;
            var number = long.Parse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture);
            var letters = position;
            while (position < text.Length && char.IsAsciiLetter(text[position])) position++;
            var next = Array.FindIndex(Units, known => text.AsSpan(letters, position - letters).SequenceEqual(known.Unit));
            if (next <= unit) return false;
            unit = next;
            if (number > (long)Longest.TotalMilliseconds / Units[unit].Milliseconds) return false;
            total += number * Units[unit].Milliseconds;
        }
        duration = TimeSpan.FromMilliseconds(total);
        return text.Length > 0 && duration <= Longest;
    }

    /// <summary>The shortest way to write it: 1h30m, 90s as 1m30s, nothing below a millisecond.</summary>
    public static string Format(TimeSpan duration)
    {
        var rest = (long)duration.TotalMilliseconds;
        if (rest == 0) return "0s";
        var text = new StringBuilder();
        if (rest < 0)
        {
            text.Append('-');
            rest = -rest;
        }
        foreach (var (unit, milliseconds) in Units)
        {
            if (rest < milliseconds) continue;
            text.Append(rest / milliseconds).Append(unit);
            rest %= milliseconds;
        }
        return text.ToString();
    }
}

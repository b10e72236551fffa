using System.Globalization;
using System.Text;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>Text in the cells of a terminal: wide characters take two, marks on other characters none.</summary>
internal static class Cells
{
    // East Asian wide and full-width characters and the pictographs that terminals draw wide (Unicode's EastAsianWidth).
    private static readonly (int From, int To)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x23E9, 0x23EC), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x26A1, 0x26A1),
        (0x2705, 0x2705), (0x2728, 0x2728), (0x274C, 0x274E), (0x2753, 0x2757), (0x2795, 0x2797), (0x2B1B, 0x2B1C), (0x2B50, 0x2B55),
        (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x1B2FB), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F320),
        (0x1F32D, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes()) width += Width(rune);
        return width;
    }

    /// <summary>The text in at most <paramref name="width"/> cells; where it is cut it ends with <paramref name="ellipsis"/>.</summary>
    public static string Cut(string text, int width, string ellipsis)
    {
        // No character takes more than two cells, so that a short text need not be measured.
        if (text.Length * 2 <= width || Width(text) <= width) return text;
        var room = width - Width(ellipsis);
        if (room < 0) return "";
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            room -= Width(rune);
            if (room < 0) break;
            end += rune.Utf16SequenceLength;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(), ellipsis);
    }

    private static int Width(Rune rune)
    {
        if (rune.Value < 0x300) return 1;
        // A selector that asks for a picture makes the character before it wide.
        if (rune.Value == 0xFE0F) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return rune.Value >= Wide[0].From && Array.Exists(Wide, range => rune.Value >= range.From && rune.Value <= range.To) ? 2 : 1;
    }
}

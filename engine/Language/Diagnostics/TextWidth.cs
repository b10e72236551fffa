using System.Globalization;
using System.Text;

namespace MeshRunbook.Language.Diagnostics;

/// <summary>How many columns of a terminal a character takes.</summary>
internal static class TextWidth
{
    /// <summary>The columns of a text element: 2 for East Asian wide characters and emoji, 0 for what combines, else 1.</summary>
    public static int Of(ReadOnlySpan<char> element)
    {
        if (Rune.DecodeFromUtf16(element, out var rune, out _) != System.Buffers.OperationStatus.Done) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) return 0;
        return IsWide(rune.Value) ? 2 : 1;
    }

    /// <summary>Whether a character steers the terminal or the direction of writing instead of being shown.</summary>
    public static bool IsHarmful(char c) =>
        (char.IsControl(c) && c != '\n') || c is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    // The ranges of Unicode's East Asian Width W and F, and of emoji, joined where what lies between is unassigned.
    private static bool IsWide(int code) => code is
        (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0x303e) or (>= 0x3041 and <= 0x33ff) or (>= 0x3400 and <= 0x4dbf)
        or (>= 0x4e00 and <= 0x9fff) or (>= 0xa000 and <= 0xa4cf) or (>= 0xa960 and <= 0xa97c) or (>= 0xac00 and <= 0xd7a3)
        or (>= 0xf900 and <= 0xfaff) or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60) or (>= 0xffe0 and <= 0xffe6)
        or (>= 0x1f300 and <= 0x1f64f) or (>= 0x1f680 and <= 0x1f6ff) or (>= 0x1f900 and <= 0x1f9ff) or (>= 0x20000 and <= 0x3fffd);
}

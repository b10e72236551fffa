using System.Globalization;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Comparison.Risks;

/// <summary>Values that are more or less than others.</summary>
internal static class Amounts
{
    /// <summary>Negative where the new number is smaller, positive where it is larger; null where it is known only during a run.</summary>
    /// <param name="absent">What holds where the key is not given.</param>
    public static int? OfNumbers(FieldChange change, int absent) => Number(change.Before, absent) is { } before && Number(change.After, absent) is { } after
        ? after.CompareTo(before)
        : null;

    /// <summary>The same for durations; null also where one is not given.</summary>
    public static int? OfDurations(FieldChange change) =>
        change is { Before: { } before, After: { } after } && DurationText.TryParse(before, out var old) && DurationText.TryParse(after, out var @new)
            ? @new.CompareTo(old)
            : null;

    private static int? Number(string? text, int absent) => text is null ? absent
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Globalization;

namespace MeshRunbook.Language.Comparison;

/// <summary>How far the version of a runbook was raised, and how far its changes demand it.</summary>
/// <param name="Text">The name of the runbook's text.</param>
public sealed record VersionRaise(string Text, string Runbook, string Before, string After, VersionPart Demanded)
{
    /// <summary>Whether the new version is high enough. Before 1.0.0 a minor version may break what a major one may later.</summary>
    public bool IsEnough
    {
        get
        {
            if (Demanded == VersionPart.None) return true;
            var (before, after) = (Numbers(Before), Numbers(After));
            var needed = Demanded == VersionPart.Major && before[0] == 0 ? VersionPart.Minor : Demanded;
            var raised = after[0] != before[0] ? VersionPart.Major : after[1] != before[1] ? VersionPart.Minor : after[2] != before[2] ? VersionPart.Patch : VersionPart.None;
            return after.AsSpan().SequenceCompareTo(before) > 0 ? raised >= needed : raised == VersionPart.None && IsReleased();
        }
    }

    /// <summary>The lowest version that is high enough.</summary>
    public string Lowest
    {
        get
        {
            var numbers = Numbers(Before);
            var part = Demanded == VersionPart.Major && numbers[0] == 0 ? VersionPart.Minor : Demanded;
            return part switch
            {
                VersionPart.Major => $"{numbers[0] + 1}.0.0",
                VersionPart.Minor => $"{numbers[0]}.{numbers[1] + 1}.0",
                VersionPart.Patch => $"{numbers[0]}.{numbers[1]}.{numbers[2] + 1}",
                _ => Before,
            };
        }
    }

    // 2.0.0-rc.1 to 2.0.0, or to 2.0.0-rc.2: the numbers were raised when the first of these was made.
    private bool IsReleased() => Before.Contains('-', StringComparison.Ordinal) && Before.Split('+')[0] != After.Split('+')[0];

    private static int[] Numbers(string version) =>
        [.. version.Split('-', '+')[0].Split('.').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue)];
}

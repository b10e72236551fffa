using System.Text.RegularExpressions;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>Names of pods that a controller made up: another mesh has others in their place.</summary>
internal static partial class ChanceNames
{
    /// <summary>A name, or an address with names of items, with `*` for what was made up.</summary>
    public static string Hide(string text) => Ending().Replace(text, "-*");

    // The letters and digits that Kubernetes makes names of.
    [GeneratedRegex(@"(-[bcdfghjklmnpqrstvwxz2456789]{8,10})?-[bcdfghjklmnpqrstvwxz2456789]{5}(?=$|\])")]
    private static partial Regex Ending();
}

namespace MeshRunbook.Mesh.Trust;

/// <summary>Why a proxy is silent, in few words.</summary>
internal static class Silence
{
    private const int Longest = 120;

    /// <summary>The last line of what was said, or its end where it is long: the cause stands there.</summary>
    public static string Of(string said, string otherwise)
    {
        var line = said.Split('\n').Select(text => text.Trim()).LastOrDefault(text => text.Length > 0) ?? otherwise;
        return line.Length <= Longest ? line : "..." + line[^Longest..];
    }
}

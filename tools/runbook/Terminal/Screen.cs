using System.Globalization;

namespace MeshRunbook.Cli.Terminal;

/// <summary>What the terminal can do.</summary>
internal static class Screen
{
    /// <summary>Whether a picture of the run can be drawn and redrawn.</summary>
    public static bool IsLive { get; } =
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb")
        && Environment.GetEnvironmentVariable("CI") is not "true";

    /// <summary>Whether somebody sits at the keyboard.</summary>
    public static bool HasKeyboard { get; } = !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>Colours on standard output, as https://no-color.org asks.</summary>
    public static bool HasColour { get; } =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    public static int Width => Math.Clamp(Size("COLUMNS", () => Console.WindowWidth, 100), 40, 400);

    public static int Height => Math.Clamp(Size("LINES", () => Console.WindowHeight, 30), 8, 200);

    public static string Bold(string text) => Style("1", text);

    public static string Dim(string text) => Style("2", text);

    public static string Green(string text) => Style("32", text);

    public static string Red(string text) => Style("31", text);

    public static string Yellow(string text) => Style("33", text);

    private static string Style(string code, string text) => HasColour ? $"\u001b[{code}m{text}\u001b[0m" : text;

    private static int Size(string variable, Func<int> ask, int otherwise)
    {
        try
        {
            if (!Console.IsOutputRedirected && ask() is > 0 and var size) return size;
        }
        catch (Exception problem) when (problem is IOException or PlatformNotSupportedException)
        {
            // Not a terminal after all.
        }

        return int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var told) ? told : otherwise;
    }
}

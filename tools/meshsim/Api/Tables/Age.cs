using System.Globalization;
using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Writes durations the way kubectl shows ages: <c>45s</c>, <c>3m20s</c>, <c>5h</c>, <c>2d4h</c>, <c>90d</c>.</summary>
internal static class Age
{
    public static string Of(JsonObject value, DateTimeOffset now) => Since(value.Text("metadata", "creationTimestamp"), now);

    public static string Since(string? timestamp, DateTimeOffset now) =>
        DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then)
            ? Show(now - then) : "<unknown>";

    public static string Show(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        if (seconds < -1) return "<invalid>";
        if (seconds < 0) return "0s";
        var (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
        return seconds switch
        {
            < 60 * 2 => $"{seconds}s",
            < 60 * 10 => Two(minutes, "m", seconds % 60, "s"),
            < 3600 * 3 => $"{minutes}m",
            < 3600 * 8 => Two(hours, "h", minutes % 60, "m"),
            < 3600 * 48 => $"{hours}h",
            < 86400 * 8 => Two(days, "d", hours % 24, "h"),
            < 86400L * 365 * 2 => $"{days}d",
            < 86400L * 365 * 8 => Two(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    private static string Two(long big, string bigUnit, long small, string smallUnit) =>
        small == 0 ? $"{big}{bigUnit}" : $"{big}{bigUnit}{small}{smallUnit}";
}

using System.Globalization;

namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>Times as a report shows them, in UTC: with the day where the run took more than one.</summary>
internal sealed class Clock(RunReport report)
{
    private readonly bool _isOneDay = report.From.UtcDateTime.Date == report.To.UtcDateTime.Date;

    public string Of(DateTimeOffset time) => time.UtcDateTime.ToString(_isOneDay ? "HH:mm:ss" : "MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Full(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

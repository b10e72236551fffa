using System.Globalization;
using System.Security.Cryptography;

namespace MeshRunbook.Cli.Running;

internal static class RunId
{
    /// <summary>An id that sorts by time and can be told apart by eye, such as 20261121-101502-distribute-root-7f3a.</summary>
    public static string New(DateTimeOffset now, string runbook) => string.Create(
        CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{runbook}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2))}");
}

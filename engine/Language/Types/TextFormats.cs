using System.Diagnostics;

namespace MeshRunbook.Language.Types;

/// <summary>Checks of the formats that a text can be held to, without regular expressions.</summary>
public static class TextFormats
{
    /// <summary>What the text must be, such as "must be a semantic version like 1.2.3"; null where it is.</summary>
    public static string? Problem(string text, TextFormat format) => format switch
    {
        TextFormat.Plain => null,
        TextFormat.Path => text.Length > 0 && !text.Contains('\0') ? null : "must be the path of a file or folder",
        TextFormat.Dns1035 => IsLabel(text) && char.IsAsciiLetterLower(text[0])
            ? null
            : "must be an RFC 1035 label: lower-case letters, digits and hyphens, a letter first, no hyphen last, at most 63",
        TextFormat.Dns1123 => IsLabel(text)
            ? null
            : "must be an RFC 1123 label: lower-case letters, digits and hyphens, no hyphen first or last, at most 63",
        TextFormat.Semver => IsSemver(text) ? null : "must be a semantic version such as 1.2.3 or 1.2.3-rc.1",
        TextFormat.Url => IsUrl(text) ? null : "must be a URL with http:// or https:// and a host",
        _ => throw new UnreachableException(),
    };

    private static bool IsLabel(string text)
    {
        if (text.Length is 0 or > 63 || text[0] == '-' || text[^1] == '-') return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') return false;
        return true;
    }

    private static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0;

    /// <summary>semver.org 2.0.0.</summary>
    private static bool IsSemver(string text)
    {
        if (text.Length > 256) return false;
        var build = text.IndexOf('+', StringComparison.Ordinal);
        if (build >= 0 && !AreIdentifiers(text.AsSpan(build + 1), allowLeadingZero: true)) return false;
        var version = build < 0 ? text.AsSpan() : text.AsSpan(0, build);
        var hyphen = version.IndexOf('-');
        if (hyphen >= 0 && !AreIdentifiers(version[(hyphen + 1)..], allowLeadingZero: false)) return false;
        var core = hyphen < 0 ? version : version[..hyphen];
        var parts = 0;
        foreach (var range in core.Split('.'))
        {
            parts++;
            if (!IsNumber(core[range])) return false;
        }
        return parts == 3;
    }

    private static bool IsNumber(ReadOnlySpan<char> part)
    {
        foreach (var c in part)
            if (!char.IsAsciiDigit(c)) return false;
        return part.Length == 1 || (part.Length > 1 && part[0] != '0');
    }

    private static bool AreIdentifiers(ReadOnlySpan<char> text, bool allowLeadingZero)
    {
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (part.IsEmpty) return false;
            var digits = true;
            foreach (var c in part)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
                digits &= char.IsAsciiDigit(c);
            }
            if (digits && !allowLeadingZero && part.Length > 1 && part[0] == '0') return false;
        }
        return true;
    }
}

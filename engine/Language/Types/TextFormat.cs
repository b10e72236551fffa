namespace MeshRunbook.Language.Types;

/// <summary>Formats that a text can be held to.</summary>
public enum TextFormat
{
    Plain,

    /// <summary>A path of a file or folder on the machine that runs the runbook.</summary>
    Path,

    /// <summary>RFC 1035 label: lower-case letters, digits and hyphens, a letter first, at most 63.</summary>
    Dns1035,

    /// <summary>RFC 1123 label: as RFC 1035, but a digit may be first.</summary>
    Dns1123,

    /// <summary>Semantic version 2.0.0.</summary>
    Semver,

    Url,
}

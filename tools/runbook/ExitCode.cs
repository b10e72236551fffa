namespace MeshRunbook.Cli;

/// <summary>The exit statuses of the program; scripts rely on them.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    public const int Failed = 1;

    public const int Usage = 2;

    public const int Invalid = 3;

    public const int WaitingForPerson = 4;

    /// <summary>Lock, stale plan, drift, in doubt, changed definition.</summary>
    public const int Refused = 5;

    public const int Internal = 70;

    public const int Interrupted = 130;
}

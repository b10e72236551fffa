namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>What stays the longest where there is hardly any room: the lower, the longer.</summary>
internal static class Rank
{
    public const int Running = 0;
    public const int Failed = 1;
    public const int Gate = 2;
    public const int Around = 3;
    public const int Printed = 4;
    public const int Done = 5;
    public const int Pending = 6;
    public const int Count = 7;
}

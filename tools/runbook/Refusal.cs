namespace MeshRunbook.Cli;

/// <summary>The program cannot do what was asked: what to say, what to do next, and the exit status.</summary>
internal sealed class Refusal(int exitCode, string message, string? help = null) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string? Help { get; } = help;

    /// <summary>Diagnostics that say more, already rendered; empty where the message is all.</summary>
    public string Details { get; init; } = "";

    public static Refusal Usage(string message, string? help = null) => new(Cli.ExitCode.Usage, message, help);

    public static Refusal Invalid(string message, string? help = null) => new(Cli.ExitCode.Invalid, message, help);

    public static Refusal Refused(string message, string? help = null) => new(Cli.ExitCode.Refused, message, help);
}

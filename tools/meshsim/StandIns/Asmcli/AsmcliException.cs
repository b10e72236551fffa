namespace MeshSim.StandIns.Asmcli;

/// <summary>asmcli ends: with exit status 2 and <c>[ERROR]</c> when it refuses, with 1 when a command that it repeats has failed.</summary>
internal sealed class AsmcliException(string message, bool raw = false, int exitCode = 2) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The text for standard error.</summary>
    public string Text => raw ? Message + "\n" : string.Concat(Message.Split('\n').Select(line => $"asmcli: [ERROR]: {line}\n"));
}

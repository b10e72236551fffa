using System.Collections.Immutable;

namespace MeshRunbook.Execution.Commands;

/// <summary>A command to start without a shell.</summary>
/// <param name="Arguments">Program first; looked up in PATH of <paramref name="Environment"/> where it has no slash.</param>
/// <param name="Environment">Variables set beside, or in place of, the engine's own.</param>
/// <param name="Timeout">After this the whole process tree is ended, politely first; null for none.</param>
public sealed record CommandRequest(
    ImmutableArray<string> Arguments, ImmutableDictionary<string, string> Environment, TimeSpan? Timeout = null)
{
    /// <summary>Text for the command's standard input; null closes it at once.</summary>
    public string? Input { get; init; }

    /// <summary>How many bytes of standard output and of standard error, each, are kept in memory for the result.</summary>
    public int CaptureLimit { get; init; } = 4 * 1024 * 1024;

    /// <summary>Stands in the environment of all that the command starts, so that a later engine finds it again; one of its
    /// own unless given.</summary>
    public string? Mark { get; init; }

    /// <summary>Gets every chunk that the command prints, as it prints it; called from one thread at a time.</summary>
    public Action<OutputChunk>? Printed { get; init; }

    /// <summary>Called once, as soon as the command runs.</summary>
    public Action<ProcessIdentity>? Started { get; init; }
}

/// <summary>A process, told apart from later ones with the same id by its start time as the kernel counts it.</summary>
public readonly record struct ProcessIdentity(int Id, long StartTicks);

/// <summary>Bytes that a command printed; valid only during the call.</summary>
public readonly record struct OutputChunk(ReadOnlyMemory<byte> Bytes, bool IsError);

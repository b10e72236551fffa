using System.Net.Sockets;

namespace MeshRunbook.Cli;

/// <summary>Recognises that the reader of standard output has gone.</summary>
internal static class BrokenPipe
{
    private const int Epipe = 32;

    public static bool Is(IOException problem) =>
        problem.HResult == Epipe || problem.Message.Contains("Broken pipe", StringComparison.Ordinal)
        || problem.InnerException is SocketException { SocketErrorCode: SocketError.Shutdown };
}

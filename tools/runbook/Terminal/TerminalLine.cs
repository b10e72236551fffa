using System.Runtime.InteropServices;

namespace MeshRunbook.Cli.Terminal;

/// <summary>The line between the program and the terminal that it was started in.</summary>
internal static partial class TerminalLine
{
    private const int StandardInput = 0;
    private const short Error = 0x08, HungUp = 0x10, Invalid = 0x20;

    /// <summary>Whether the terminal was closed. .NET does not say it: its console then goes on reading for good, and keeps a processor busy.</summary>
    public static bool IsClosed
    {
        get
        {
            var input = new Descriptor(StandardInput);
            return Poll(ref input, 1, 0) > 0 && (input.Happened & (Error | HungUp | Invalid)) != 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref Descriptor descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Descriptor(int number)
    {
        public int Number = number;
        public short Wanted;
        public short Happened;
    }
}

using System.Runtime.InteropServices;

namespace MeshRunbook.Execution.Commands.Processes;

/// <summary>
/// The system calls that start and end commands. System.Diagnostics.Process cannot give a command a session of its own, and
/// does not tell a signal from an exit status over 128. Structures of the C library are opaque here, in room enough for any.
/// </summary>
internal static unsafe partial class Native
{
    public const int OpaqueSize = 1024;
    public const int SignalTerminate = 15;
    public const int SignalKill = 9;
    public const int NoHang = 1;
    public const short ReadyToRead = 1;
    public const int Interrupted = 4;
    public const int ExecutableMode = 1;
    public const short SpawnSetSignalDefaults = 0x04;
    public const short SpawnSetSignalMask = 0x08;
    private const int ByProcessId = 1;
    private const int Exited = 4;

    public static short SpawnSetSession => (short)(OperatingSystem.IsMacOS() ? 0x0400 : 0x80);

    /// <summary>Waits until a child has ended, and leaves it to be reaped: until then nobody else can get its id.</summary>
    public static void WaitWithoutReaping(int process)
    {
        var information = stackalloc byte[OpaqueSize];
        var keep = OperatingSystem.IsMacOS() ? 0x20 : 0x01000000;
        while (WaitId(ByProcessId, (uint)process, information, Exited | keep) < 0 && Marshal.GetLastPInvokeError() == Interrupted)
        {
            // Signals that the runtime handles break the wait off.
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Poll
    {
        public int Descriptor;
        public short Wanted;
        public short Ready;
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    public static partial int Spawn(out int process, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDuplicate(void* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddOpen(void* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static partial int InitAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetSignalDefaults(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SetSignalMask(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    public static partial int DestroyAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "sigfillset")]
    public static partial int AllSignals(void* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    public static partial int NoSignals(void* signals);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitFor(int process, out int status, int options);

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int WaitForInput(Poll* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static partial int WaitId(int kind, uint id, void* information, int options);
}

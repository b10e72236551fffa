using System.Collections;
using System.Collections.Immutable;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;

namespace MeshRunbook.Execution.Commands.Processes;

/// <summary>Starts a program in a session of its own, with signals as a program expects them.</summary>
internal static unsafe class Spawn
{
    /// <summary>Started with its id, or the number of the error.</summary>
    public static int Start(
        string file, ImmutableArray<string> arguments, IReadOnlyCollection<string> environment, PipeStream? input,
        AnonymousPipeServerStream output, AnonymousPipeServerStream error, out int process)
    {
        using var argumentBlock = new TextBlock(arguments);
        using var environmentBlock = new TextBlock(environment);
        using var path = new TextBlock([file]);
        var actions = stackalloc byte[Native.OpaqueSize];
        var attributes = stackalloc byte[Native.OpaqueSize];
        _ = Native.InitActions(actions);
        _ = Native.InitAttributes(attributes);
        try
        {
            if (input is AnonymousPipeServerStream pipe) _ = Native.AddDuplicate(actions, Descriptor(pipe.ClientSafePipeHandle), 0);
            else _ = Native.AddOpen(actions, 0, "/dev/null", 0, 0);
            _ = Native.AddDuplicate(actions, Descriptor(output.ClientSafePipeHandle), 1);
            _ = Native.AddDuplicate(actions, Descriptor(error.ClientSafePipeHandle), 2);
            var signals = stackalloc byte[Native.OpaqueSize];
            _ = Native.AllSignals(signals);
            _ = Native.SetSignalDefaults(attributes, signals);
            _ = Native.NoSignals(signals);
            _ = Native.SetSignalMask(attributes, signals);
            _ = Native.SetFlags(attributes, (short)(Native.SpawnSetSession | Native.SpawnSetSignalDefaults | Native.SpawnSetSignalMask));
            return Native.Spawn(out process, path.Pointers[0], actions, attributes, argumentBlock.Pointers, environmentBlock.Pointers);
        }
        finally
        {
            _ = Native.DestroyActions(actions);
            _ = Native.DestroyAttributes(attributes);
        }
    }

    /// <summary>The engine's own environment with some variables put in, as NAME=VALUE.</summary>
    public static List<string> Environment(ImmutableDictionary<string, string> variables)
    {
        var all = new List<string>();
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            if (!variables.ContainsKey((string)variable.Key)) all.Add($"{variable.Key}={variable.Value}");
        foreach (var (name, value) in variables) all.Add($"{name}={value}");
        return all;
    }

    private static int Descriptor(SafeHandle handle) => (int)handle.DangerousGetHandle();

    /// <summary>Texts as the C library takes them: a list of pointers with null at its end.</summary>
    private sealed class TextBlock : IDisposable
    {
        public TextBlock(IReadOnlyCollection<string> texts)
        {
            Pointers = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
            var at = 0;
            foreach (var text in texts)
            {
                var length = Encoding.UTF8.GetByteCount(text);
                var bytes = (byte*)NativeMemory.Alloc((nuint)length + 1);
                Encoding.UTF8.GetBytes(text, new Span<byte>(bytes, length));
                bytes[length] = 0;
                Pointers[at++] = bytes;
            }
        }

        public byte** Pointers { get; private set; }

        public void Dispose()
        {
            if (Pointers is null) return;
            for (var at = Pointers; *at is not null; at++) NativeMemory.Free(*at);
            NativeMemory.Free(Pointers);
            Pointers = null;
        }
    }
}

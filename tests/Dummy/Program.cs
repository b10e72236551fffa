// Does what the tests of commands need a program to do; each argument is one thing to do, in order.
using System.Diagnostics;
using System.Runtime.InteropServices;

PosixSignalRegistration? ignored = null;
foreach (var argument in args)
{
    var parts = argument.Split(':', 2);
    var value = parts.Length > 1 ? parts[1] : "";
    switch (parts[0])
    {
        case "say": Console.WriteLine(value); break;
        case "warn": Console.Error.WriteLine(value); break;
        case "env": Console.WriteLine(Environment.GetEnvironmentVariable(value) ?? "(unset)"); break;
        case "exit": return int.Parse(value);
        case "echo": Console.Write(Console.In.ReadToEnd()); break;
        case "bytes": PrintBytes(long.Parse(value)); break;
        case "hang": Thread.Sleep(Timeout.Infinite); break;
        case "ignoreTerm": ignored = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true); break;
        case "kill": KillSelf(value); break;
        case "touch": File.WriteAllText(value, Environment.ProcessId.ToString()); break;
        case "child": StartChild(value, inSession: false); break;
        case "daemon": StartChild(value, inSession: true); break;
        default: Console.Error.WriteLine($"dummy: unknown {argument}"); return 64;
    }
}

GC.KeepAlive(ignored);
return 0;

static void PrintBytes(long count)
{
    var line = new byte[64 * 1024];
    Array.Fill(line, (byte)'x');
    for (var i = 99; i < line.Length; i += 100) line[i] = (byte)'\n';
    using var output = Console.OpenStandardOutput();
    for (; count > 0; count -= line.Length) output.Write(line, 0, (int)Math.Min(count, line.Length));
}

// SIGKILL and the like cannot be sent to oneself by .NET alone.
static void KillSelf(string signal)
{
    using var kill = Process.Start("kill", ["-" + signal, Environment.ProcessId.ToString()]);
    Thread.Sleep(Timeout.Infinite);
}

// A child that hangs, holds the pipes open, and has written its id to the file; as a daemon it leaves session and parent.
static void StartChild(string file, bool inSession)
{
    var script = $"echo $$ > '{file}.new'; mv '{file}.new' '{file}'; exec sleep 1000";
    using var child = inSession
        ? Process.Start("setsid", ["--fork", "sh", "-c", script])
        : Process.Start("sh", ["-c", script]);
    while (!File.Exists(file)) Thread.Sleep(5);
}

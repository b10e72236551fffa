using System.Runtime.InteropServices;
using System.Text;

namespace MeshRunbook.Execution.Commands.Processes;

/// <summary>Why a program that was found could not be started, for people.</summary>
internal static class SpawnProblem
{
    public static string Of(int error, string program, string file, CommandRequest request) => error switch
    {
        2 => $"`{program}` ({file}) cannot be started: the interpreter that its first line names does not exist",
        7 => $"`{program}` cannot be started: its arguments and environment are too long for the system "
            + $"({request.Arguments.Sum(argument => Encoding.UTF8.GetByteCount(argument) + 1)} bytes of arguments); hand them over in a file",
        8 => $"`{program}` ({file}) cannot be started: it is neither a program for this machine nor a script with a first line like #!/bin/sh",
        13 => $"`{program}` ({file}) cannot be started: no permission, for it or for the interpreter that its first line names",
        _ => $"`{program}` ({file}) cannot be started: {Marshal.GetPInvokeErrorMessage(error)}",
    };
}

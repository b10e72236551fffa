using System.Diagnostics;
using System.Globalization;

namespace MeshRunbook.Cli.Tests;

/// <summary>Processes that the program under test has started.</summary>
internal static class Commands
{
    public static bool IsRunning(int id)
    {
        // A process that has ended stays in the table until its parent asks for it.
        var file = $"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat";
        try
        {
            return File.Exists(file) && File.ReadAllText(file).Split(')')[^1].Trim()[0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Ends a process and all that it has started, and waits until they are gone.</summary>
    public static async Task EndAsync(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }

        await Workplace.UntilAsync(() => !IsRunning(id), $"process {id} is gone");
    }
}

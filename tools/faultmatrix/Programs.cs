using System.Diagnostics;
using System.Text;

namespace MeshRunbook.FaultMatrix;

/// <summary>How a program ended.</summary>
internal sealed record Ended(int Status, string Output, string Error);

/// <summary>Starts programs and waits for them.</summary>
internal static class Programs
{
    /// <param name="printed">Told of each line of standard output as it comes.</param>
    /// <param name="started">Told of the process as soon as it runs.</param>
    public static async Task<Ended> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment,
        Func<string, Task>? printed = null, Action<Process>? started = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        started?.Invoke(process);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.Append(line).Append('\n');
            if (printed is not null) await printed(line);
        }

        await process.WaitForExitAsync();
        return new(process.ExitCode, output.ToString(), await error);
    }
}

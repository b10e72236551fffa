using System.Text;

namespace MeshRunbook.Cli.Terminal;

/// <summary>Reads lines from the keyboard in a way that can be given up.</summary>
internal static class Keyboard
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    // A terminal that was closed always has something to read, which is nothing.
    private static bool HasKey => !TerminalLine.IsClosed && Console.KeyAvailable;

    /// <summary>Throws away what was typed and has not been read.</summary>
    public static void Forget()
    {
        while (HasKey) Console.ReadKey(intercept: true);
    }

    /// <summary>The next line. Where the terminal is closed there is none: it waits to be given up, because somebody may answer from elsewhere.</summary>
    /// <param name="hidden">Whether what is typed must not be seen.</param>
    public static async Task<string> ReadLineAsync(string prompt, CancellationToken cancellation, bool hidden = false)
    {
        Console.Out.Write(prompt);
        Console.Out.Flush();
        var line = new StringBuilder();
        while (true)
        {
            // Reading the console blocks for good; looking whether there is a key does not.
            while (!HasKey)
            {
                // Nobody can end this one any more, and nothing has begun yet.
                if (TerminalLine.IsClosed && !cancellation.CanBeCanceled) throw new Refusal(ExitCode.Interrupted, "the terminal was closed before the question was answered");
                await Task.Delay(Pause, cancellation);
            }

            cancellation.ThrowIfCancellationRequested();
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
            {
                Console.Out.WriteLine();
                return line.ToString();
            }

            if (key.Key == ConsoleKey.Backspace)
            {
                if (line.Length == 0) continue;
                line.Length--;
                if (!hidden) Console.Out.Write("\b \b");
            }
            else if (!char.IsControl(key.KeyChar))
            {
                line.Append(key.KeyChar);
                if (!hidden) Console.Out.Write(key.KeyChar);
            }
        }
    }
}

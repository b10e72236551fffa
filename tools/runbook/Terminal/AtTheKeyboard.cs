using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;

namespace MeshRunbook.Cli.Terminal;

/// <summary>Asks whoever sits at the terminal.</summary>
/// <param name="say">Writes a line above the question.</param>
internal sealed class AtTheKeyboard(Action<string> say) : IPeople, IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    public async Task<GateReply?> AskAsync(GateOpened gate, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            // What was typed before the question was there is no answer to it.
            Keyboard.Forget();
            foreach (var line in GateText.Lines(gate)) say(line);
            while (true)
            {
                var answer = (await Keyboard.ReadLineAsync("Approve? [y]es, [n]o, [l]ater: ", cancellation)).Trim().ToLowerInvariant();
                switch (answer)
                {
                    case "y" or "yes": return new(true, Wiring.Actor, await CommentAsync(cancellation));
                    case "n" or "no": return new(false, Wiring.Actor, await CommentAsync(cancellation));
                    case "l" or "later": return null;
                    default: break;
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static async Task<string?> CommentAsync(CancellationToken cancellation)
    {
        var comment = await Keyboard.ReadLineAsync("Comment (may be empty): ", cancellation);
        return string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
    }
}

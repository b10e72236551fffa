using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace MeshSim.StandIns;

/// <summary>One run of a stand-in: what it was given, and where its output goes.</summary>
public sealed class Call(NetworkStream stream, string program, string folder, string kubeconfig, string home, IReadOnlyList<string> arguments)
{
    private readonly Channel<string> _answers = Channel.CreateUnbounded<string>();

    public IReadOnlyList<string> Arguments { get; } = arguments;

    /// <summary>The path that the stand-in was started by.</summary>
    public string Program { get; } = program;

    /// <summary>The working directory.</summary>
    public string Folder { get; } = folder;

    /// <summary>The variable KUBECONFIG, empty when unset.</summary>
    public string Kubeconfig { get; } = kubeconfig;

    public string Home { get; } = home;

    /// <summary>The full path of a file named relative to the working directory.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Folder);

    public Task OutAsync(string text, CancellationToken stop) => SendAsync('o', text, stop);

    public Task ErrorAsync(string text, CancellationToken stop) => SendAsync('e', text, stop);

    public Task ExitAsync(int code, CancellationToken stop) =>
        WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"x {code}\n")), stop);

    /// <summary>The next line of the stand-in's standard input, or null at its end.</summary>
    public async Task<string?> AskAsync(CancellationToken stop)
    {
        await WriteAsync("i 0\n"u8.ToArray(), stop);
        var answer = await _answers.Reader.ReadAsync(stop);
        return answer is ['l', ..] ? answer[1..] : null;
    }

    /// <summary>What the stand-in sent to a question.</summary>
    internal void Answer(string word) => _answers.Writer.TryWrite(word);

    private async Task SendAsync(char kind, string text, CancellationToken stop)
    {
        if (text.Length == 0) return;
        var bytes = Encoding.UTF8.GetBytes(text);
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind} {bytes.Length}\n"));
        await WriteAsync([.. head, .. bytes], stop);
    }

    private async Task WriteAsync(byte[] frame, CancellationToken stop) => await stream.WriteAsync(frame, stop);
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MeshSim.StandIns;

/// <summary>Reads what a stand-in sends: words that end with a zero byte.</summary>
internal static class RequestReader
{
    private const int LongestWord = 1 << 20;
    private const int MostWords = 4096;

    /// <summary>The call and the name of the stand-in, or null when the request is not one of ours.</summary>
    public static async Task<(string Name, Call Call)?> ReadAsync(NetworkStream stream, string token, CancellationToken stop)
    {
        var head = new List<string>();
        while (head.Count < 7)
        {
            if (await WordAsync(stream, stop) is not { } word) return null;
            head.Add(word);
            if (head[0] != token) return null;
        }

        if (!int.TryParse(head[6], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > MostWords) return null;
        var arguments = new List<string>();
        while (arguments.Count < count)
        {
            if (await WordAsync(stream, stop) is not { } word) return null;
            arguments.Add(word);
        }

        return (head[1], new(stream, head[2], head[3], head[4], head[5], arguments));
    }

    /// <summary>One word, or null at the end of the connection.</summary>
    public static async Task<string?> WordAsync(NetworkStream stream, CancellationToken stop)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (bytes.Count < LongestWord && await stream.ReadAsync(one, stop) == 1)
        {
            if (one[0] == 0) return Encoding.UTF8.GetString([.. bytes]);
            bytes.Add(one[0]);
        }

        return null;
    }
}

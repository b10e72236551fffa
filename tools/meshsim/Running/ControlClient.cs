using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MeshSim.Running;

/// <summary>Asks a running mesh as the stand-ins do and prints what it answers.</summary>
internal static class ControlClient
{
    public static async Task<int> AskAsync(string folder, string verb, IReadOnlyList<string> arguments)
    {
        if (RunningMesh.Find(folder) is not { } mesh) return await NobodyAsync(folder);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, mesh.Port);
        }
        catch (SocketException)
        {
            return await NobodyAsync(folder);
        }

        var stream = client.GetStream();
        string[] words = [mesh.Token, verb, verb, Environment.CurrentDirectory, "", "", arguments.Count.ToString(CultureInfo.InvariantCulture), .. arguments];
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(words.Select(word => word + "\0"))));
        return await RelayAsync(stream);
    }

    private static async Task<int> RelayAsync(NetworkStream stream)
    {
        while (await HeadAsync(stream) is { } head)
        {
            var count = int.Parse(head[2..], CultureInfo.InvariantCulture);
            if (head[0] == 'x') return count;
            var bytes = new byte[count];
            await stream.ReadExactlyAsync(bytes);
            await (head[0] == 'o' ? Console.Out : Console.Error).WriteAsync(Encoding.UTF8.GetString(bytes));
        }

        await Console.Error.WriteLineAsync("meshsim: the mesh went away");
        return 1;
    }

    private static async Task<string?> HeadAsync(NetworkStream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n') return line.ToString();
            line.Append((char)one[0]);
        }

        return null;
    }

    private static async Task<int> NobodyAsync(string folder)
    {
        await Console.Error.WriteLineAsync($"meshsim: no mesh runs in {folder}; start one with: meshsim up --dir {folder} --scenario FILE");
        return 1;
    }
}

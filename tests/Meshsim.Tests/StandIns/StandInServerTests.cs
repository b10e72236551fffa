using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MeshSim.StandIns;

namespace MeshSim.Tests.StandIns;

/// <summary>What the server of the stand-ins holds of the scripts that call it.</summary>
public sealed class StandInServerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Twenty_thousand_answers_in_a_row_reach_the_call_that_asked()
    {
        const int Questions = 20_000;
        var heard = 0;
        await using var server = Serving(async (call, stop) =>
        {
            while (heard < Questions && await call.AskAsync(stop) == "y") heard++;
            return heard == Questions ? 0 : 1;
        });
        using var client = await CallAsync(server);
        var answer = "ly\0"u8.ToArray();

        var last = "";
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        while (await reader.ReadLineAsync().WaitAsync(Limit) is { } line)
        {
            last = line;
            if (line == "i 0") await client.GetStream().WriteAsync(answer);
        }

        Assert.Equal("x 0", last);
        Assert.Equal(Questions, heard);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_that_goes_away_ends_its_call(bool atQuestion)
    {
        var (began, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = Serving(async (call, stop) =>
        {
            began.SetResult();
            try
            {
                if (atQuestion) await call.AskAsync(stop);
                else await Task.Delay(Timeout.Infinite, stop);
            }
            catch (OperationCanceledException)
            {
                ended.SetResult();
                throw;
            }

            return 0;
        });
        var client = await CallAsync(server);
        await began.Task.WaitAsync(Limit);

        client.Dispose();

        await ended.Task.WaitAsync(Limit);
    }

    private static StandInServer Serving(StandIn program) => new(new Dictionary<string, StandIn> { ["asmcli"] = program });

    private static async Task<TcpClient> CallAsync(StandInServer server)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{server.Token}\0asmcli\0asmcli\0/\0\0\0{0}\0")));
        return client;
    }
}

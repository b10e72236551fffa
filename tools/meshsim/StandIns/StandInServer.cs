using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace MeshSim.StandIns;

/// <summary>Answers the stand-in scripts on a loopback port. A caller that goes away cancels its call, as killing the real tool would.</summary>
public sealed class StandInServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyDictionary<string, StandIn> _programs;
    private readonly Task _accepting;

    public StandInServer(IReadOnlyDictionary<string, StandIn> programs)
    {
        _programs = programs;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the scripts prove with that they belong to this mesh.</summary>
    public string Token { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var connection = client;
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        client.NoDelay = true;
        try
        {
            var stream = client.GetStream();
            if (await RequestReader.ReadAsync(stream, Token, gone.Token) is not var (name, call)) return;
            if (!_programs.TryGetValue(name, out var program)) return;
            var listening = ListenAsync(stream, call, gone);
            var code = await program(call, gone.Token);
            await call.ExitAsync(code, gone.Token);
            await gone.CancelAsync();
            await listening;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The caller is gone; there is nobody to tell.
        }
    }

    /// <summary>Gives the call what its caller answers, and cancels <paramref name="gone"/> once the caller has closed.</summary>
    private static async Task ListenAsync(NetworkStream stream, Call call, CancellationTokenSource gone)
    {
        try
        {
            while (await RequestReader.WordAsync(stream, gone.Token) is { } word) call.Answer(word);
            await gone.CancelAsync();
        }
        catch (IOException)
        {
            await gone.CancelAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The call has ended.
        }
    }
}

/// <summary>A stand-in's behaviour: prints through the call, answers with the exit status.</summary>
public delegate Task<int> StandIn(Call call, CancellationToken stop);

using System.Net.WebSockets;
using System.Text;

namespace MeshRunbook.Mesh.Cluster.Proxy;

/// <summary>
/// A connection to a port of a pod within a WebSocket of <c>v4.channel.k8s.io</c>: each message begins with its channel, 0 for data
/// and 1 for what went wrong, and the server begins both channels with the two bytes of the port.
/// </summary>
internal sealed class PortForwardStream(ClientWebSocket socket) : Stream
{
    public const string Protocol = "v4.channel.k8s.io";
    private const byte Data = 0;
    private const byte Errors = 1;
    private const int Channels = 2;
    private const int PortBytes = 2;

    private readonly byte[] _received = new byte[16 * 1024];
    private readonly int[] _portBytesLeft = [PortBytes, PortBytes];
    private readonly StringBuilder _problem = new();
    private ReadOnlyMemory<byte> _data;
    private bool _isInsideMessage;
    private byte _channel;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (_data.IsEmpty)
            if (!await ReceiveAsync(cancellationToken)) return 0;
        var count = Math.Min(buffer.Length, _data.Length);
        _data[..count].CopyTo(buffer);
        _data = _data[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var message = new byte[buffer.Length + 1];
        message[0] = Data;
        buffer.CopyTo(message.AsMemory(1));
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
        catch (WebSocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) socket.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Takes in a piece of a message; false where the other side has ended.</summary>
    /// <exception cref="IOException">The pod cannot be reached, in the server's words.</exception>
    private async Task<bool> ReceiveAsync(CancellationToken cancellation)
    {
        ValueWebSocketReceiveResult piece;
        try
        {
            piece = await socket.ReceiveAsync(_received.AsMemory(), cancellation);
        }
        catch (WebSocketException e)
        {
            throw new IOException(e.Message, e);
        }

        if (piece.MessageType == WebSocketMessageType.Close) return false;
        ReadOnlyMemory<byte> bytes = _received.AsMemory(0, piece.Count);
        if (!_isInsideMessage && !bytes.IsEmpty)
        {
            _channel = bytes.Span[0];
            bytes = bytes[1..];
        }

        _isInsideMessage = !piece.EndOfMessage;
        if (_channel < Channels) Take(bytes);
        if (_problem.Length > 0 && piece.EndOfMessage) throw new IOException(_problem.ToString());
        return true;
    }

    private void Take(ReadOnlyMemory<byte> bytes)
    {
        var port = Math.Min(_portBytesLeft[_channel], bytes.Length);
        _portBytesLeft[_channel] -= port;
        if (_channel == Errors) _problem.Append(Encoding.UTF8.GetString(bytes.Span[port..]));
        else _data = bytes[port..];
    }
}

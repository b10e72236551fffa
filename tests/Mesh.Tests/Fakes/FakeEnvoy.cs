using System.Text;

namespace MeshRunbook.Mesh.Tests.Fakes;

/// <summary>A connection behind which an Envoy answers every request with one text, in chunks as Envoy does, or breaks.</summary>
internal sealed class FakeEnvoy(string? json) : Stream
{
    private readonly StringBuilder _asked = new();
    private ReadOnlyMemory<byte> _answer = json is null ? default : Encoding.UTF8.GetBytes(
        $"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n{Encoding.UTF8.GetByteCount(json):x}\r\n{json}\r\n0\r\n\r\n");

    public string Asked => _asked.ToString();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (json is null) throw new IOException("dial tcp4 127.0.0.1:15000: connect: connection refused");
        var count = Math.Min(buffer.Length, _answer.Length);
        _answer[..count].CopyTo(buffer);
        _answer = _answer[count..];
        return ValueTask.FromResult(count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _asked.Append(Encoding.ASCII.GetString(buffer.Span));
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

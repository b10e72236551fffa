using System.Text;

namespace MeshRunbook.Execution.Running;

/// <summary>Cuts bytes into lines of UTF-8 text. A line that goes on for too long is passed on in pieces.</summary>
internal sealed class LineSplitter(Action<string> line)
{
    private const int Longest = 8192;
    private readonly List<byte> _pending = [];

    public void Write(ReadOnlyMemory<byte> chunk)
    {
        var rest = chunk.Span;
        while (rest.IndexOf((byte)'\n') is >= 0 and var end)
        {
            _pending.AddRange(rest[..end]);
            PassOn();
            rest = rest[(end + 1)..];
        }

        while (_pending.Count + rest.Length > Longest)
        {
            var taken = Longest - _pending.Count;
            _pending.AddRange(rest[..taken]);
            PassOn();
            rest = rest[taken..];
        }

        _pending.AddRange(rest);
    }

    public void Complete()
    {
        if (_pending.Count > 0) PassOn();
    }

    private void PassOn()
    {
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_pending);
        line(Encoding.UTF8.GetString(bytes.TrimEnd((byte)'\r')));
        _pending.Clear();
    }
}

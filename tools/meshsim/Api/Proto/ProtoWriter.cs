using System.Text;

namespace MeshSim.Api;

/// <summary>Writes the protocol buffers wire format.</summary>
internal sealed class ProtoWriter
{
    private const int LengthDelimited = 2;
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public ProtoWriter Text(int field, string? value)
    {
        if (!string.IsNullOrEmpty(value)) Bytes(field, Encoding.UTF8.GetBytes(value));
        return this;
    }

    public ProtoWriter Flag(int field, bool value)
    {
        if (!value) return this;
        Number((ulong)field << 3);
        Number(1);
        return this;
    }

    /// <summary>A message within this one; it is written even when it is empty.</summary>
    public ProtoWriter Message(int field, Action<ProtoWriter> write)
    {
        var inner = new ProtoWriter();
        write(inner);
        Bytes(field, inner.ToArray());
        return this;
    }

    private void Bytes(int field, byte[] value)
    {
        Number(((ulong)field << 3) | LengthDelimited);
        Number((ulong)value.Length);
        _bytes.AddRange(value);
    }

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}

using System.Text;

namespace MeshSim.Api;

/// <summary>Reads the protocol buffers wire format, field by field.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>The field's value when it is a number.</summary>
    public long Number { get; private set; }

    /// <summary>The field's value when it is text, bytes or a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="FormatException">The bytes are not in the wire format.</exception>
    public bool Next()
    {
        if (_left.IsEmpty) return false;
        var tag = (long)Varint();
        Field = (int)(tag >> 3);
        Bytes = default;
        switch (tag & 7)
        {
            case 0: Number = (long)Varint(); break;
            case 1: Bytes = Take(8); break;
            case 2: Bytes = Take(checked((int)Varint())); break;
            case 5: Bytes = Take(4); break;
            default: throw new FormatException("unknown wire type");
        }

        return true;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _left.Length) throw new FormatException("unexpected end");
        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }

        throw new FormatException("a number is too long");
    }
}

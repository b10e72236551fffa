using System.Buffers.Binary;
using System.Text;

namespace MeshRunbook.Execution.Journal;

/// <summary>Short texts that come again and again in a journal, such as names of fields and of people, as one string each.</summary>
internal sealed class TextPool
{
    private const int Longest = 96;
    private readonly string?[] _slots = new string?[1024];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > Longest) return Encoding.UTF8.GetString(utf8);
        ref var slot = ref _slots[SlotOf(utf8)];
        // Text beyond ASCII is made anew each time.
        if (slot is null || !Ascii.Equals(utf8, slot)) slot = Encoding.UTF8.GetString(utf8);
        return slot;
    }

    // Addresses of a loop differ in the middle, other texts at the end.
    private static int SlotOf(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length;
        while (utf8.Length >= 8)
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 29;
            utf8 = utf8[8..];
        }

        foreach (var one in utf8) hash = (hash ^ one) * 0x9E3779B97F4A7C15;
        return (int)(hash >> 54);
    }
}

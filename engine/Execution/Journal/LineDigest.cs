using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MeshRunbook.Execution.Journal;

/// <summary>The SHA-256 of a line of the journal; as text 64 lower-case hexadecimal digits.</summary>
public readonly record struct LineDigest(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    private const int Digits = 2 * SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> HexDigits => "0123456789abcdef"u8;

    public static LineDigest Of(ReadOnlySpan<byte> line)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(line, hash);
        return MemoryMarshal.Read<LineDigest>(hash);
    }

    /// <param name="sha256">Used for one line after the other: a new one for each takes longer than the hashing itself.</param>
    public static LineDigest Of(ReadOnlySpan<byte> line, IncrementalHash sha256)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        sha256.AppendData(line);
        sha256.GetHashAndReset(hash);
        return MemoryMarshal.Read<LineDigest>(hash);
    }

    /// <exception cref="FormatException">The text is no digest.</exception>
    public static LineDigest Parse(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        // In capitals it would be another line with the same meaning.
        if (text.Length != Digits || text.ContainsAnyInRange((byte)'A', (byte)'F') || Convert.FromHexString(text, hash, out _, out _) != OperationStatus.Done)
            throw new FormatException("a digest has 64 lower-case hexadecimal digits");
        return MemoryMarshal.Read<LineDigest>(hash);
    }

    /// <summary>Whether a text is this digest. By hand: what the library has for this starts as slow code, and is asked for each line.</summary>
    public bool Is(ReadOnlySpan<byte> text)
    {
        if (text.Length != Digits) return false;
        var bytes = Bytes(in this);
        for (var i = 0; i < bytes.Length; i++)
            if (text[2 * i] != HexDigits[bytes[i] >> 4] || text[2 * i + 1] != HexDigits[bytes[i] & 15]) return false;
        return true;
    }

    public override string ToString() => Convert.ToHexStringLower(Bytes(in this));

    private static ReadOnlySpan<byte> Bytes(in LineDigest digest) => MemoryMarshal.AsBytes(new ReadOnlySpan<LineDigest>(in digest));
}

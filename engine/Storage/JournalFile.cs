using System.Buffers;
using MeshRunbook.Execution.Journal;
using Microsoft.Win32.SafeHandles;

namespace MeshRunbook.Storage;

/// <summary>
/// Reads a journal's file from a place on, in blocks of lines. While one is taken in, the next ones are read and parsed beside it.
/// What follows the last line break never happened, and what is written meanwhile is left for the next reading.
/// </summary>
/// <param name="from">Where a line begins.</param>
internal sealed class JournalFile(SafeFileHandle handle, string path, long from) : IDisposable
{
    private const int BufferSize = 512 * 1024;
    // The last line of a block ends behind it.
    private const int BlockSize = BufferSize - (64 * 1024);
    private const int Ahead = 48;
    private const byte LineBreak = (byte)'\n';

    private readonly Queue<Task<JournalPiece>> _parsing = new();
    private readonly long _end = Files.Guard($"cannot read {path}", () => RandomAccess.GetLength(handle));
    private readonly long _from = from;
    private long _next = from;

    /// <summary>The next whole lines, or null at the end.</summary>
    public async ValueTask<JournalPiece?> NextAsync()
    {
        while (true)
        {
            Begin();
            if (!_parsing.TryDequeue(out var parsing)) return null;
            // In the middle of a long line no other begins.
            if (await parsing.ConfigureAwait(false) is var piece and not { Entries.Count: 0, Problem: null }) return piece;
        }
    }

    /// <summary>Has blocks read and parsed, as many as are wanted ahead.</summary>
    public void Begin()
    {
        while (_next < _end && _parsing.Count < Ahead)
        {
            var (begin, end) = (_next, Math.Min(_next + BlockSize, _end));
            _parsing.Enqueue(end - _from <= BlockSize && end == _end ? Task.FromResult(Read(begin, end)) : Task.Run(() => Read(begin, end)));
            _next = end;
        }
    }

    public void Dispose() => handle.Dispose();

    /// <summary>The last whole lines, at most so many bytes of them and at least one.</summary>
    public static byte[] Tail(SafeFileHandle handle, string path, int bytes) => Files.Guard($"cannot read {path}", () =>
    {
        for (var length = RandomAccess.GetLength(handle); ; bytes *= 4)
        {
            var from = Math.Max(0, length - bytes);
            var tail = new byte[length - from];
            var text = tail.AsSpan(0, Fill(handle, tail, from));
            text = text[..(text.LastIndexOf(LineBreak) + 1)];
            // The first line may have been cut in two.
            if (from > 0) text = text[(text.IndexOf(LineBreak) + 1)..];
            if (from == 0 || text.Length > 0) return text.ToArray();
        }
    });

    /// <summary>The lines that begin in a block, whichever of them ends behind it.</summary>
    private JournalPiece Read(long begin, long end)
    {
        // A line begins behind a line break, which may be the last byte of the block before.
        var start = begin == _from ? begin : begin - 1;
        for (var size = BufferSize; ; size *= 2)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(size);
            try
            {
                var text = buffer.AsSpan(0, Files.Guard($"cannot read {path}", () => Fill(handle, buffer, start)));
                if (Lines(text, isFirst: begin == _from, block: (int)(end - start), isWhole: text.Length < buffer.Length, out var lines)) return JournalPiece.Read(lines);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>Finds the lines that begin among the first bytes of a text; false where the text ends before the last of them does.</summary>
    /// <param name="isFirst">Whether a line begins with the text itself.</param>
    /// <param name="isWhole">Whether the file ends with the text.</param>
    private static bool Lines(ReadOnlySpan<byte> text, bool isFirst, int block, bool isWhole, out ReadOnlySpan<byte> lines)
    {
        lines = default;
        block = Math.Min(block, text.Length);
        var first = isFirst ? 0 : text[..block].IndexOf(LineBreak) + 1;
        if (first >= block || (first == 0 && !isFirst)) return true;
        var last = text[(block - 1)..].IndexOf(LineBreak);
        if (last < 0 && !isWhole) return false;
        lines = text[first..(last >= 0 ? block + last : text.LastIndexOf(LineBreak) + 1)];
        return true;
    }

    private static int Fill(SafeFileHandle handle, byte[] block, long from)
    {
        var read = 0;
        while (read < block.Length && RandomAccess.Read(handle, block.AsSpan(read), from + read) is > 0 and var more) read += more;
        return read;
    }
}

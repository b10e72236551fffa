using System.Buffers;
using MeshRunbook.Execution.Journal;
using Microsoft.Win32.SafeHandles;

namespace MeshRunbook.Storage;

/// <summary>
/// Reads a journal's file from a place on, in blocks that end with a line; while one is taken in, the next ones are parsed.
/// What follows the last line break never happened.
/// </summary>
internal sealed class JournalFile(SafeFileHandle handle, string path, long from) : IDisposable
{
    private const int BlockSize = 512 * 1024;
    private const int Ahead = 12;
    private const byte LineBreak = (byte)'\n';

    private readonly Queue<Task<JournalPiece>> _parsing = new();
    private bool _isAtEnd;

    /// <summary>The next whole lines, or null at the end.</summary>
    public async ValueTask<JournalPiece?> NextAsync()
    {
        Begin();
        return _parsing.TryDequeue(out var piece) ? await piece.ConfigureAwait(false) : null;
    }

    /// <summary>Reads blocks and has them parsed, as many as are wanted ahead.</summary>
    public void Begin()
    {
        while (!_isAtEnd && _parsing.Count < Ahead)
        {
            var (block, lines, read) = ReadBlock(handle, path, from);
            _isAtEnd = lines == 0 || read < block.Length;
            if (lines > 0) _parsing.Enqueue(ParseAsync(block, lines, alone: _isAtEnd && _parsing.Count == 0));
            else ArrayPool<byte>.Shared.Return(block);
            from += lines;
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

    private static Task<JournalPiece> ParseAsync(byte[] block, int lines, bool alone) =>
        alone ? Task.FromResult(Parse(block, lines)) : Task.Run(() => Parse(block, lines));

    private static JournalPiece Parse(byte[] block, int lines)
    {
        try
        {
            return JournalPiece.Read(block.AsSpan(0, lines));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static (byte[] Block, int Lines, int Read) ReadBlock(SafeFileHandle handle, string path, long from)
    {
        for (var size = BlockSize; ; size *= 2)
        {
            var block = ArrayPool<byte>.Shared.Rent(size);
            var read = Files.Guard($"cannot read {path}", () => Fill(handle, block, from));
            var lines = block.AsSpan(0, read).LastIndexOf(LineBreak) + 1;
            if (lines > 0 || read < block.Length) return (block, lines, read);
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static int Fill(SafeFileHandle handle, byte[] block, long from)
    {
        var read = 0;
        while (read < block.Length && RandomAccess.Read(handle, block.AsSpan(read), from + read) is > 0 and var more) read += more;
        return read;
    }
}

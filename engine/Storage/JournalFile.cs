using System.Buffers;
using MeshRunbook.Execution.Journal;
using Microsoft.Win32.SafeHandles;

namespace MeshRunbook.Storage;

/// <summary>Reads a journal's file in blocks that end with a line; while one is taken in, the next ones are parsed.</summary>
internal static class JournalFile
{
    private const int BlockSize = 512 * 1024;
    private const int Ahead = 3;
    private const byte LineBreak = (byte)'\n';

    /// <summary>The whole lines from a place on. What follows the last line break never happened.</summary>
    public static async IAsyncEnumerable<JournalPiece> PiecesAsync(SafeFileHandle handle, string path, long from)
    {
        var parsing = new Queue<Task<JournalPiece>>();
        var isAtEnd = false;
        while (true)
        {
            while (!isAtEnd && parsing.Count < Ahead)
            {
                var (block, lines, read) = ReadBlock(handle, path, from);
                isAtEnd = lines == 0 || read < block.Length;
                if (lines > 0) parsing.Enqueue(ParseAsync(block, lines, alone: isAtEnd && parsing.Count == 0));
                else ArrayPool<byte>.Shared.Return(block);
                from += lines;
            }

            if (parsing.Count == 0) yield break;
            yield return await parsing.Dequeue().ConfigureAwait(false);
        }
    }

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

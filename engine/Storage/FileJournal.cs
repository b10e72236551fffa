using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;
using Microsoft.Win32.SafeHandles;

namespace MeshRunbook.Storage;

/// <summary>
/// The file journal.jsonl: read from its beginning, and written at its end only. Beside it stands, from when an engine let go
/// of the run last, where it ended then: a journal that has become shorter since has lost events.
/// </summary>
internal sealed class FileJournal(string folder, string runId, TimeProvider time)
{
    private const int TailSize = 16 * 1024;

    private readonly string _path = Path.Combine(folder, "journal.jsonl");
    private readonly string _endPath = Path.Combine(folder, "journal.end.json");
    private JournalPosition _position = JournalPosition.Start;
    private SafeFileHandle? _handle;
    private Reading? _begun;

    /// <summary>Where it ended when an engine let go of it last; null where none has yet.</summary>
    public JournalPosition? NotedEnd => StoredFiles.Position(_endPath);

    /// <summary>Begins to read the journal, for whoever asks for its entries from the beginning next.</summary>
    public void ReadAhead()
    {
        var reading = Begin(from: 0);
        reading.File.Begin();
        Interlocked.Exchange(ref _begun, reading)?.File.Dispose();
    }

    /// <exception cref="JournalException">A line was changed; it is named. Or the journal has lost its end.</exception>
    public async IAsyncEnumerable<IReadOnlyList<Entry>> EntriesAsync(long after)
    {
        var position = after > 0 && after == _position.Sequence ? _position : JournalPosition.Start;
        var (reading, end) = (position.Sequence == 0 ? Interlocked.Exchange(ref _begun, null) : null) ?? Begin(position.Length);
        using var file = reading;
        while (await file.NextAsync().ConfigureAwait(false) is { } piece)
        {
            var before = position;
            position = Behind(position, piece);
            if (end is not null && DigestAt(end.Sequence, before, piece) is { } digest && digest != end.Digest) throw Rewritten(end);
            if (position.Sequence > after) yield return before.Sequence >= after ? piece.Entries : [.. piece.Entries.Where(entry => entry.Sequence > after)];
        }

        if (end?.Sequence > position.Sequence) throw Shortened(end, position);
        _position = position;
    }

    /// <summary>The last entry of a kind among the last ones; null where there is none.</summary>
    public Entry? Last(Func<Entry, bool> kind)
    {
        using var handle = OpenHandle();
        var piece = JournalPiece.Read(JournalFile.Tail(handle, _path, TailSize));
        if (piece.Problem is { } problem) throw new JournalException($"{_path}: its end {problem.Text}", Help);
        return piece.Entries.LastOrDefault(kind);
    }

    public ReadOnlyMemory<byte>? Text() => Files.Guard($"cannot read {_path}", () => File.Exists(_path) ? File.ReadAllBytes(_path) : (ReadOnlyMemory<byte>?)null);

    /// <summary>Adds an entry; with <paramref name="durable"/> it and all before it are on disk when this returns.</summary>
    public async Task<Entry> AppendAsync(Event happened, string actor, bool durable)
    {
        if (_handle is null) await OpenAsync().ConfigureAwait(false);
        var entry = new Entry(_position.Sequence + 1, time.GetUtcNow(), actor, _position.Digest, happened);
        var line = JournalFormat.Write(entry);
        try
        {
            RandomAccess.Write(_handle!, [.. line, (byte)'\n'], _position.Length);
            if (durable) RandomAccess.FlushToDisk(_handle!);
        }
        catch (Exception problem) when (Files.IsOfDisk(problem))
        {
            CutOff();
            throw Files.Problem($"cannot record what happens in the run {runId} ({_path})", problem);
        }

        _position = new(_position.Sequence + 1, LineDigest.Of(line), _position.Length + line.Length + 1);
        return entry;
    }

    public void Close()
    {
        if (_handle is null) return;
        NoteEnd();
        _handle.Dispose();
        _handle = null;
    }

    // The end is noted before the journal is read: it is never ahead of what has been written.
    private Reading Begin(long from)
    {
        var end = NotedEnd;
        return new(new(OpenHandle(), _path, from), end);
    }

    private SafeFileHandle OpenHandle() => Files.Guard(
        $"cannot read the journal of the run {runId}", () => File.OpenHandle(_path, share: FileShare.ReadWrite | FileShare.Delete));

    private async Task OpenAsync()
    {
        await foreach (var _ in EntriesAsync(_position.Sequence).ConfigureAwait(false))
        {
            // Reading brings the position to the end.
        }

        _handle = Files.Guard($"cannot write {_path}", () => File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
        // What a crash has left of an append that never finished goes before the next one is written.
        if (Files.Guard($"cannot read {_path}", () => RandomAccess.GetLength(_handle)) > _position.Length) CutOff();
    }

    private JournalPosition Behind(JournalPosition position, JournalPiece piece)
    {
        try
        {
            return position.Behind(piece);
        }
        catch (JournalException problem)
        {
            throw new JournalException($"{_path}: {problem.Message}", problem.Help ?? Help, problem);
        }
    }

    /// <summary>The digest of an event of a piece, or of the one just before; null where it is in neither.</summary>
    private static LineDigest? DigestAt(long sequence, JournalPosition before, JournalPiece piece) =>
        sequence < before.Sequence || sequence > before.Sequence + piece.Entries.Count ? null
        : sequence == before.Sequence + piece.Entries.Count ? piece.LastDigest
        : piece.Entries[(int)(sequence - before.Sequence)].Previous;

    private void NoteEnd()
    {
        try
        {
            RandomAccess.FlushToDisk(_handle!);
            Files.Replace(_endPath, StoreJson.Of(_position));
        }
        catch (Exception problem) when (problem is StoreException || Files.IsOfDisk(problem))
        {
            // The end that was noted before holds as well: a journal only grows.
        }
    }

    private void CutOff()
    {
        try
        {
            RandomAccess.SetLength(_handle!, _position.Length);
        }
        catch (Exception problem) when (Files.IsOfDisk(problem))
        {
            // Whoever opens the journal next cuts it off.
        }
    }

    private string Help => $"see what was changed: runbook audit {runId}";

    private JournalException Shortened(JournalPosition end, JournalPosition position) => new(
        $"{_path} has lost its end: it had {end.Sequence} events when an engine let go of the run last, and has {position.Sequence}",
        $"restore the file from a backup, or see what is left: runbook audit {runId}");

    private JournalException Rewritten(JournalPosition end) => new(
        $"{_path}: event {end.Sequence} or one before it is not the one that was there when an engine let go of the run last", Help);

    /// <param name="End">Where the journal had ended when an engine let go of it last, before this reading began.</param>
    private sealed record Reading(JournalFile File, JournalPosition? End);
}

using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;
using Microsoft.Win32.SafeHandles;

namespace MeshRunbook.Storage;

/// <summary>The file journal.jsonl: read as a whole, and written at its end only.</summary>
internal sealed class FileJournal(string path, string runId, TimeProvider time)
{
    private SafeFileHandle? _handle;
    private long _length;
    private long _sequence;
    private string _previous = JournalFormat.Beginning;

    /// <exception cref="JournalException">A line was changed; it is named.</exception>
    public IReadOnlyList<Entry> Read()
    {
        var text = ReadText();
        return text.Entries;
    }

    /// <summary>Adds an entry; with <paramref name="durable"/> it and all before it are on disk when this returns.</summary>
    public Entry Append(Event happened, string actor, bool durable)
    {
        if (_handle is null) Open();
        var now = time.GetUtcNow();
        var entry = new Entry(_sequence + 1, now, actor, _previous, happened);
        var line = JournalFormat.Write(entry);
        try
        {
            RandomAccess.Write(_handle!, [.. line, (byte)'\n'], _length);
            if (durable) RandomAccess.FlushToDisk(_handle!);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            CutOff();
            throw Files.Problem($"cannot record what happens in the run {runId} ({path})", problem);
        }

        _length += line.Length + 1;
        _sequence++;
        _previous = JournalFormat.Digest(line);
        return entry;
    }

    public void Close()
    {
        _handle?.Dispose();
        _handle = null;
    }

    private void Open()
    {
        var text = ReadText();
        var handle = Files.Guard($"cannot write {path}", () => File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
        (_handle, _length, _sequence, _previous) = (handle, text.Length, text.Entries.Length, text.LastDigest);
        // What a crash has left of an append that never finished goes before the next one is written.
        if (Files.Guard($"cannot read {path}", () => RandomAccess.GetLength(handle)) > _length) CutOff();
    }

    private JournalText ReadText()
    {
        var bytes = Files.Guard($"cannot read the journal of the run {runId}", () => File.ReadAllBytes(path));
        try
        {
            return JournalFormat.Read(bytes);
        }
        catch (JournalException problem)
        {
            throw new JournalException($"{path}: {problem.Message}", problem);
        }
    }

    private void CutOff()
    {
        try
        {
            RandomAccess.SetLength(_handle!, _length);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Whoever opens the journal next cuts it off.
        }
    }
}

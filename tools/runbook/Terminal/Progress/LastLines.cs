using System.Collections.Concurrent;
using MeshRunbook.Execution;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>The last lines that each running command has printed, and what was noted of each step. Safe to use from any thread.</summary>
internal sealed class LastLines
{
    public const int Kept = 3;

    private const int Longest = 1000;
    private readonly ConcurrentDictionary<string, Tail> _tails = new(StringComparer.Ordinal);

    public void Printed(Address address, string line) => _tails.GetOrAdd(address.Text, _ => new()).Add(line);

    public void Noted(Address address, string message) => _tails.GetOrAdd(address.Text, _ => new()).Note = message;

    public void Forget(Address address) => _tails.TryRemove(address.Text, out _);

    /// <summary>The last line last, then the note; harmless to print.</summary>
    public IReadOnlyList<string> Of(Address address) => _tails.TryGetValue(address.Text, out var tail) ? tail.Lines() : [];

    private sealed class Tail
    {
        private readonly Lock _lock = new();
        private readonly Queue<string> _lines = new(Kept);

        public string? Note { get; set; }

        public void Add(string line)
        {
            // Of a line that a program has overwritten again and again the last state counts.
            var text = line.AsSpan().TrimEnd();
            text = text[(text.LastIndexOf('\r') + 1)..];
            if (text.IsWhiteSpace()) return;
            if (text.Length > Longest) text = text[..Longest];
            lock (_lock)
            {
                if (_lines.Count == Kept) _lines.Dequeue();
                _lines.Enqueue(text.ToString());
            }
        }

        public IReadOnlyList<string> Lines()
        {
            lock (_lock)
            {
                IEnumerable<string> all = Note is { } note ? [.. _lines, note] : _lines;
                return [.. all.Select(Printable.Of).TakeLast(Kept)];
            }
        }
    }
}

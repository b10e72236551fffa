using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Auditing;

/// <summary>
/// Finds what was changed in a journal after it was written. Every line carries the digest of the one before; so the line
/// behind vouches for a line, and what nothing vouches for was changed or put there.
/// </summary>
internal sealed class JournalAudit(List<AuditedLine> lines, string runId)
{
    private readonly List<AuditFinding> _findings = [];

    public IReadOnlyList<AuditFinding> Findings(JournalPosition? end)
    {
        foreach (var line in lines.Where(line => line.Entry is null)) Unreadable(line);
        var events = Genuine();
        Moved(events);
        var ordered = events.OrderBy(line => line.Entry!.Sequence).ToList();
        for (var i = 0; i < ordered.Count; i++) Check(i == 0 ? null : ordered[i - 1], ordered[i], i + 1 < ordered.Count ? ordered[i + 1] : null);
        if (end is not null) CheckEnd(ordered, end);
        return [.. _findings.OrderBy(finding => finding.Sequence ?? finding.Line ?? long.MaxValue)];
    }

    /// <summary>One line for each number: of several the one that the next event vouches for; the others were added.</summary>
    private List<AuditedLine> Genuine()
    {
        var byNumber = lines.Where(line => line.Entry is not null).GroupBy(line => line.Entry!.Sequence).ToDictionary(group => group.Key, group => group.ToList());
        var genuine = new List<AuditedLine>();
        foreach (var (number, same) in byNumber)
        {
            var vouched = byNumber.GetValueOrDefault(number + 1)?.Select(line => line.Entry!.Previous).ToHashSet() ?? [];
            var one = same.Find(line => vouched.Contains(line.Digest)) ?? same[0];
            genuine.Add(one);
            foreach (var line in same.Where(line => line != one))
                Add(FindingKind.Added, line, $"{line} was added: there is another event {number}, in line {one.Number}", "it did not happen as it says");
        }

        return [.. genuine.OrderBy(line => line.Number)];
    }

    private void Moved(List<AuditedLine> events)
    {
        var highest = 0L;
        foreach (var line in events)
        {
            if (line.Entry!.Sequence < highest)
                Add(FindingKind.Moved, line, $"{line} was moved: it stands behind event {highest}", "the order of the lines is not the order in which it happened");
            highest = Math.Max(highest, line.Entry.Sequence);
        }
    }

    private void Check(AuditedLine? before, AuditedLine line, AuditedLine? behind)
    {
        var (number, last) = (line.Entry!.Sequence, before?.Entry!.Sequence ?? 0);
        if (number > last + 1)
        {
            // A line that cannot be read stands where its event stood, and is named already.
            if (lines.Any(other => other.Entry is null && other.Number > (before?.Number ?? 0) && other.Number < line.Number)) return;
            var gone = number == last + 2 ? $"event {last + 1} is" : $"events {last + 1} to {number - 1} are";
            _findings.Add(new(FindingKind.Removed, $"{gone} missing before line {line.Number}: removed", "what happened there is not known any more", Restore)
            {
                Sequence = last + 1,
                Line = line.Number,
            });
            return;
        }

        if (line.Entry.Previous == (before?.Digest ?? JournalFormat.Beginning)) return;
        // Both ends of a broken link may be at fault: this one is, where the line behind does not vouch for it.
        var self = before is null || (behind is not null && behind.Entry!.Sequence == number + 1 && behind.Entry.Previous != line.Digest);
        if (self) Changed(line);
        else if (!_findings.Exists(finding => finding.Kind == FindingKind.Changed && finding.Line == before!.Number)) Changed(before!);
    }

    private void CheckEnd(List<AuditedLine> ordered, JournalPosition end)
    {
        var last = ordered is [.., var line] ? line.Entry!.Sequence : 0;
        if (last < end.Sequence)
            _findings.Add(new(
                FindingKind.CutOff, $"events {last + 1} to {end.Sequence} are missing at the end: an engine let go of the run after event {end.Sequence}",
                "steps that were done may not be on record, and would be done again", Restore) { Sequence = last + 1 });
        else if (ordered.Find(one => one.Entry!.Sequence == end.Sequence) is { } noted && noted.Digest != end.Digest
            && !_findings.Exists(finding => finding.Kind == FindingKind.Changed))
            Changed(noted);
    }

    private void Changed(AuditedLine line) => Add(
        FindingKind.Changed, line, $"{line} was changed: its digest is not the one that is on record for it", "it did not happen as it says, or not at that time");

    private void Unreadable(AuditedLine line) => Add(
        FindingKind.Unreadable, line, $"line {line.Number} {line.Problem!.Text}", line.Problem.IsNewer ? "this version cannot judge it" : "the event that stood there is lost");

    private void Add(FindingKind kind, AuditedLine line, string what, string meaning) =>
        _findings.Add(new(kind, what, meaning, Restore) { Sequence = line.Entry?.Sequence, Line = line.Number, Event = line.Kind, Address = line.Address });

    private string Restore => $"restore journal.jsonl of run {runId} from a backup, and find out who can write to it; do not resume it as it is";
}

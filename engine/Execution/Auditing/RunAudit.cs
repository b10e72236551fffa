using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Secrets;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Auditing;

/// <summary>Finds what was changed in a run after the engine had written it: in its journal, its record, its texts and its secrets.</summary>
public static class RunAudit
{
    /// <param name="expected">How the digest of an event begins that was written down elsewhere; null for none.</param>
    public static AuditReport Of(IRun run, string? expected)
    {
        var material = run.ForAudit();
        var id = run.Record.Id;
        if (material.Journal is not { } text)
            return new(0, "", [new(FindingKind.CutOff, "the journal is missing", "nothing is known of what happened", $"restore journal.jsonl of run {id} from a backup")], []);
        var lines = AuditedLine.Of(text.Span);
        var findings = new List<AuditFinding>(new JournalAudit(lines, id).Findings(material.End));
        var started = lines.Select(line => line.Entry?.Event).OfType<RunStarted>().FirstOrDefault();
        findings.AddRange(Texts(material));
        if (started is not null) findings.AddRange(Record(run.Record, material, started, lines[0].Entry));
        findings.AddRange(Secrets(run, lines));
        if (expected is not null && !lines.Exists(line => line.Digest.ToString().StartsWith(expected, StringComparison.OrdinalIgnoreCase)))
            findings.Add(new(
                FindingKind.Unexpected, $"no event has the digest {expected}", "the end of the journal was cut off since, or all of it was written anew",
                $"restore journal.jsonl of run {id} from a backup"));
        return new(lines.Count, (lines is [.., var last] ? last.Digest : JournalFormat.Beginning).ToString(), [.. findings], [.. Notes(text, lines, material, started, expected)]);
    }

    private static IEnumerable<AuditFinding> Texts(AuditMaterial material)
    {
        if (material.List.Digest.Length == 0)
            yield return new(FindingKind.Text, $"the list of pinned texts is missing: {material.List.Place}", "the run cannot go on", "restore it from a backup");
        foreach (var text in material.Texts)
            if (text.Actual != text.Digest)
                yield return new(
                    FindingKind.Text, $"the pinned text of {text.Name} {(text.Actual is null ? "is missing" : "was changed")}: {text.Place}",
                    "the run would go on with another runbook than it was started with, and is refused", "restore the file from a backup");
    }

    private static IEnumerable<AuditFinding> Record(RunRecord record, AuditMaterial material, RunStarted started, Entry? first)
    {
        const string meaning = "it says other things than when the run was started";
        var differs = (record.Id, record.Runbook, record.Version, record.Digest, record.RollbackOf)
            != (started.RunId, started.Runbook, started.Version, started.Digest, started.RollbackOf) || record.StartedBy != first?.Actor;
        if (started.RecordDigest is { } digest ? digest != material.Record.Digest : differs)
            yield return new(FindingKind.Record, $"the run's record was changed: {material.Record.Place}", meaning, "restore the file from a backup");
        if (started.TextsDigest is { } texts && texts != material.List.Digest && material.List.Digest.Length > 0)
            yield return new(FindingKind.Text, $"the list of pinned texts was changed: {material.List.Place}", meaning, "restore the file from a backup");
    }

    private static IEnumerable<AuditFinding> Secrets(IRun run, List<AuditedLine> lines)
    {
        var vault = new Vault(Convert.FromBase64String(run.Record.DigestKey), _ => null);
        var digests = lines.Select(line => line.Entry?.Event).SelectMany(happened => happened switch
        {
            StepFinished { Outputs: { } outputs } => Vault.DigestsIn(outputs),
            RunFinished e => Vault.DigestsIn(e.Outputs),
            LoopExpanded e => e.Items.SelectMany(item => Vault.DigestsIn(item.Value)),
            _ => [],
        }).Distinct();
        foreach (var digest in digests)
            if (run.ReadSecret(digest) is { } kept && !IsOf(kept, digest, vault))
                yield return new(FindingKind.Secret, $"a secret that a step yielded was changed: {digest}", "steps to come would get another value", "restore the folder secrets from a backup");
    }

    private static bool IsOf(byte[] kept, string digest, Vault vault)
    {
        try
        {
            return vault.DigestOf(JournalValues.FromUtf8(kept)) == digest;
        }
        catch (Exception problem) when (problem is System.Text.Json.JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Notes(
        ReadOnlyMemory<byte> text, List<AuditedLine> lines, AuditMaterial material, RunStarted? started, string? expected)
    {
        if (text.Length > 0 && text.Span[^1] != (byte)'\n')
            yield return "the last line was never finished, as a crash leaves it: it does not count, and the next engine cuts it off";
        if (lines.Count == 0) yield return "the run was interrupted before it began";
        if (started is { RecordDigest: null }) yield return "the run was made by a version that did not pin its record yet: of run.json only what the journal repeats was compared";
        for (var i = 1; i < lines.Count; i++)
            if (lines[i].Entry is { } entry && lines[i - 1].Entry is { } before && entry.Time < before.Time)
                yield return $"{lines[i]} is {(before.Time - entry.Time).TotalSeconds:0.0}s earlier than the one before: the clock was set back; the order is that of the numbers";
        if (lines is [.., { Entry: { Event: not (RunStopped or RunFinished) } last }] && last.Sequence > (material.End?.Sequence ?? 0) && expected is null)
            yield return $"nothing tells whether events followed event {last.Sequence}: an engine works on the run, has died there, or somebody has cut off what came after it";
    }
}

using System.Buffers;
using System.Text.Json;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Storage;

/// <summary>Which pinned text lies in which file of `sources/`.</summary>
internal sealed record SourceFile(string Name, string File, string Sha256);

/// <summary>Who has a lock, beside the file that is locked.</summary>
internal sealed record LockFile(string Key, LockOwner Owner);

/// <summary>A lock that was taken from its owner, where the run's journal could not be written.</summary>
internal sealed record ReleasedLock(DateTimeOffset Time, string Key, string By, string Reason, LockOwner Owner);

/// <summary>The small files of the store as JSON; <see cref="StoredFiles"/> reads them, by hand as well.</summary>
internal static class StoreJson
{
    public static byte[] Of(RunRecord record) => Write(isIndented: true, json =>
    {
        json.WriteStartObject();
        json.WriteString("id"u8, record.Id);
        json.WriteString("runbook"u8, record.Runbook);
        json.WriteString("version"u8, record.Version);
        json.WriteString("digest"u8, record.Digest);
        json.WriteString("startedAt"u8, record.StartedAt);
        json.WriteString("startedBy"u8, record.StartedBy);
        json.WriteString("rollbackOf"u8, record.RollbackOf);
        json.WriteStartObject("secretSources"u8);
        foreach (var (name, source) in record.SecretSources) json.WriteString(name, source);
        json.WriteEndObject();
        json.WriteString("digestKey"u8, record.DigestKey);
        json.WriteNumber("format"u8, record.Format);
        json.WriteString("savedPlan"u8, record.SavedPlan);
        json.WriteString("path"u8, record.Path);
        json.WriteEndObject();
    });

    public static byte[] Of(IReadOnlyList<SourceFile> sources) => Write(isIndented: true, json =>
    {
        json.WriteStartArray();
        foreach (var source in sources)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, source.Name);
            json.WriteString("file"u8, source.File);
            json.WriteString("sha256"u8, source.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static byte[] Of(JournalPosition position) => Write(isIndented: true, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("sequence"u8, position.Sequence);
        json.WriteString("digest"u8, position.Digest.ToString());
        json.WriteNumber("length"u8, position.Length);
        json.WriteEndObject();
    });

    public static byte[] Of(LockFile locked) => Write(isIndented: true, json =>
    {
        json.WriteStartObject();
        json.WriteString("key"u8, locked.Key);
        Write(json, locked.Owner);
        json.WriteEndObject();
    });

    public static byte[] Of(PostedAnswer answer) => Write(isIndented: true, json =>
    {
        json.WriteStartObject();
        json.WriteString("id"u8, answer.Id);
        json.WriteString("gate"u8, answer.Gate.Text);
        json.WriteBoolean("approved"u8, answer.Approved);
        json.WriteString("actor"u8, answer.Actor);
        json.WriteString("comment"u8, answer.Comment);
        json.WriteString("evidence"u8, answer.Evidence);
        json.WriteString("time"u8, answer.Time);
        json.WriteEndObject();
    });

    /// <summary>In one line, for a file of a line each.</summary>
    public static byte[] Of(ReleasedLock released) => Write(isIndented: false, json =>
    {
        json.WriteStartObject();
        json.WriteString("time"u8, released.Time);
        json.WriteString("key"u8, released.Key);
        json.WriteString("by"u8, released.By);
        json.WriteString("reason"u8, released.Reason);
        Write(json, released.Owner);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, LockOwner owner)
    {
        json.WriteStartObject("owner"u8);
        json.WriteString("actor"u8, owner.Actor);
        json.WriteString("host"u8, owner.Host);
        json.WriteNumber("processId"u8, owner.ProcessId);
        json.WriteString("runId"u8, owner.RunId);
        json.WriteString("since"u8, owner.Since);
        json.WriteEndObject();
    }

    private static byte[] Write(bool isIndented, Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, new() { Indented = isIndented })) write(json);
        return text.WrittenSpan.ToArray();
    }
}

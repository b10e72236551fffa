using System.Text;
using System.Text.Json;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Storage;

/// <summary>
/// Reads the small files of the store; each is null where the file is absent. By hand: every command that looks at a run reads
/// them, and the serializer has to be compiled for each type first, which takes longer than all else.
/// </summary>
internal static class StoredFiles
{
    public static RunRecord? Record(string path) => Read(path, file => new RunRecord(
        Text(file, "id"), Text(file, "runbook"), Text(file, "version"), Text(file, "digest"), Field(file, "startedAt").GetDateTimeOffset(),
        Text(file, "startedBy"), TextOrNull(file, "rollbackOf"))
    {
        SecretSources = Texts(file, "secretSources"),
        DigestKey = Text(file, "digestKey"),
        Format = file.TryGetProperty("format", out var format) ? format.GetInt32() : 0,
        SavedPlan = TextOrNull(file, "savedPlan"),
        Path = TextOrNull(file, "path"),
    });

    public static IReadOnlyList<SourceFile>? Sources(string path) => Read(path, file =>
    {
        var sources = new List<SourceFile>();
        foreach (var source in file.EnumerateArray()) sources.Add(new(Text(source, "name"), Text(source, "file"), Text(source, "sha256")));
        return sources;
    });

    public static JournalPosition? Position(string path) => Read(path, file =>
        new JournalPosition(Field(file, "sequence").GetInt64(), LineDigest.Parse(Encoding.UTF8.GetBytes(Text(file, "digest"))), Field(file, "length").GetInt64()));

    public static LockFile? Lock(string path) => Read(path, file => new LockFile(Text(file, "key"), Owner(Field(file, "owner"))));

    public static PostedAnswer? Answer(string path) => Read(path, file => new PostedAnswer(
        Text(file, "id"), new Address(Text(file, "gate")), Field(file, "approved").GetBoolean(), Text(file, "actor"), TextOrNull(file, "comment"),
        Text(file, "evidence"), Field(file, "time").GetDateTimeOffset()));

    private static LockOwner Owner(JsonElement owner) => new(
        Text(owner, "actor"), Text(owner, "host"), Field(owner, "processId").GetInt32(), Text(owner, "runId"), Field(owner, "since").GetDateTimeOffset());

    private static string Text(JsonElement file, string name) =>
        Field(file, name).GetString() ?? throw new JsonException($"`{name}` is null");

    private static JsonElement Field(JsonElement file, string name) =>
        file.TryGetProperty(name, out var field) ? field : throw new JsonException($"it has no `{name}`");

    private static string? TextOrNull(JsonElement file, string name) => file.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static Dictionary<string, string> Texts(JsonElement file, string name)
    {
        var texts = new Dictionary<string, string>();
        if (file.TryGetProperty(name, out var map))
            foreach (var one in map.EnumerateObject()) texts[one.Name] = one.Value.GetString() ?? throw new JsonException($"`{name}` has no text for `{one.Name}`");
        return texts;
    }

    private static T? Read<T>(string path, Func<JsonElement, T> read) where T : class
    {
        var content = Files.Guard($"cannot read {path}", () => File.Exists(path) ? File.ReadAllBytes(path) : null);
        if (content is null) return null;
        try
        {
            using var file = JsonDocument.Parse(content);
            return read(file.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            throw new StoreException($"{path} is damaged: {problem.Message}", "restore the file from a backup", problem);
        }
    }
}

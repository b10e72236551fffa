using System.Text.Json.Serialization;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Storage;

/// <summary>Which pinned text lies in which file of `sources/`.</summary>
internal sealed record SourceFile(string Name, string File, string Sha256);

/// <summary>Who has a lock, beside the file that is locked.</summary>
internal sealed record LockFile(string Key, LockOwner Owner);

/// <summary>A lock that was taken from its owner, where the run's journal could not be written.</summary>
internal sealed record ReleasedLock(DateTimeOffset Time, string Key, string By, string Reason, LockOwner Owner);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, Converters = [typeof(AddressJson)])]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(PostedAnswer))]
[JsonSerializable(typeof(LockFile))]
[JsonSerializable(typeof(JournalPosition))]
[JsonSerializable(typeof(List<SourceFile>))]
internal sealed partial class StoreJson : JsonSerializerContext;

/// <summary>The same without line breaks, for a file of a line each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReleasedLock))]
internal sealed partial class StoreJsonLine : JsonSerializerContext;

using System.Security.Cryptography;
using System.Text;
using MeshRunbook.Cli.Runs;
using MeshRunbook.Execution.Planning;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Planning;

/// <summary>A saved plan on the disk. It is known by what it says, whatever it is called.</summary>
/// <param name="Digest">Of the whole text.</param>
internal sealed record SavedPlanFile(string Path, SavedPlan Plan, string Digest, byte[] Text)
{
    private const int HeadLength = 1024;

    /// <summary>The plan as a run keeps it.</summary>
    public PinnedSource Pinned => new(SavedPlan.TextName, Encoding.UTF8.GetString(Text), Convert.ToHexStringLower(SHA256.HashData(Text)));

    /// <summary>Whether there is a file that is meant to be a saved plan, also where it is damaged.</summary>
    public static bool IsThere(string path)
    {
        if (!File.Exists(path)) return false;
        using var file = File.OpenRead(path);
        var head = new byte[HeadLength];
        return SavedPlanFormat.IsOne(head.AsSpan(0, file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)));
    }

    /// <exception cref="Refusal">It is damaged, was changed, or is of a later format.</exception>
    public static SavedPlanFile Read(string path)
    {
        var text = File.ReadAllBytes(path);
        try
        {
            var (plan, digest) = SavedPlanFormat.Read(text);
            return new(path, plan, digest, text);
        }
        catch (SavedPlanException problem)
        {
            throw Refusal.Refused($"the plan `{path}` {problem.Message}", problem.Help);
        }
    }

    /// <summary>Puts a plan in place in one step, readable by its owner only. Only another saved plan is overwritten.</summary>
    /// <exception cref="Refusal">It cannot be there.</exception>
    public static SavedPlanFile Write(string path, SavedPlan plan)
    {
        CheckPlace(path);
        var text = SavedPlanFormat.Write(plan);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(text);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return Read(path);
    }

    /// <exception cref="Refusal">A plan cannot be written there.</exception>
    public static void CheckPlace(string path)
    {
        if (path is "json" or "text") throw Refusal.Usage($"`-o {path}` would save the plan in a file `{path}`", $"for the form of what is printed write --output {path}; for such a file -o ./{path}");
        if (Directory.Exists(path)) throw Refusal.Usage($"`{path}` is a folder", "name a file behind -o");
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw Refusal.Usage($"there is no folder `{folder}`", $"make it: mkdir -p {folder}");
        if (File.Exists(path) && !IsThere(path)) throw Refusal.Usage($"`{path}` is there already, and is no saved plan", "name another file behind -o");
    }

    /// <exception cref="Refusal">A run has begun to carry it out.</exception>
    public async Task RefuseIfAppliedAsync(IRunStore store)
    {
        foreach (var record in (await store.ListAsync(CancellationToken.None)).Where(record => record.SavedPlan == Digest))
        {
            var snapshot = await Snapshot.TryReadAsync(store, record);
            // Where the engine died before the first event, nothing was done.
            if (snapshot is { LastEntry: null }) continue;
            var (id, standing) = (record.Id, snapshot?.Standing ?? "unreadable");
            throw Refusal.Refused(
                $"the plan `{Path}` was carried out already: run {id} ({standing}), started {record.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss} by {record.StartedBy}",
                snapshot is { HasEnded: false } ? $"go on with that run: runbook resume {id}" : $"see what it did: runbook status {id}; to do it once more, plan again");
        }
    }
}

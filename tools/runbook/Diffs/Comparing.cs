using MeshRunbook.Execution.Commands;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Diffs;

/// <summary>A runbook of one or both sides.</summary>
/// <param name="Name">Its path, as both sides know it.</param>
internal sealed record Compared(string Name, Plan? Old, Plan? New, Difference? Difference)
{
    /// <summary>What is shown here; what a called runbook has changed stands with that runbook where it is compared too.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>How far the versions of these texts were raised.</summary>
    public IReadOnlyList<VersionRaise> Versions { get; init; } = [];

    /// <summary>What would be run otherwise with certain parameters.</summary>
    public IReadOnlyList<RenderedChange> Rendered { get; init; } = [];

    public Risk Risk => Difference is null ? Risk.Medium : Changes.Count == 0 ? Risk.None : Changes.Max(change => change.Risk);

    public bool IsUnchanged => Difference is not null && Changes.Count == 0 && Rendered.Count == 0;
}

/// <summary>Compares the runbooks of two sides.</summary>
internal static class Comparing
{
    public static IReadOnlyList<Compared> Of(Side old, Side @new)
    {
        if (!old.IsFolder && !@new.IsFolder) return [Pair(@new.Runbooks.Keys.Single(), old.Runbooks.Values.Single()().Plan!, @new.Runbooks.Values.Single()().Plan!, old, @new)];
        var names = old.Runbooks.Keys.Union(@new.Runbooks.Keys).Order(StringComparer.Ordinal);
        var compared = new List<Compared>();
        foreach (var name in names)
        {
            var before = old.Runbooks.TryGetValue(name, out var loadOld) ? loadOld().Plan : null;
            var after = @new.Runbooks.TryGetValue(name, out var loadNew) ? loadNew().Plan : null;
            compared.Add(before is not null && after is not null ? Pair(name, before, after, old, @new) : new(name, before, after, null));
        }

        return Alone(WithMovedFiles(compared, old, @new));
    }

    /// <summary>Both sides as one name each: what is there at a path and what is there at a revision.</summary>
    public static async Task<(Side Old, Side New)> SinceAsync(string revision, string? path, ICommands commands)
    {
        var repository = await GitRepository.HereAsync(commands);
        var start = await repository.BaseOfAsync(revision, note => Console.Error.WriteLine($"note: {note}"));
        var here = Path.GetFullPath(path ?? repository.Root);
        if (!File.Exists(here) && !Directory.Exists(here)) throw Refusal.Usage($"there is no file `{path}`", "give a file or a folder that is there");
        var below = Path.GetRelativePath(repository.Root, here);
        var shown = Path.GetRelativePath(Environment.CurrentDirectory, here);
        return (await Side.InGitAsync(repository, start, below == "." ? "" : below, $"{revision}:{below}"), Side.OnDisk(shown));
    }

    private static Compared Pair(string name, Plan before, Plan after, Side old, Side @new)
    {
        var difference = Difference.Of(before, after, Rollback(before, old), Rollback(after, @new));
        return new(name, before, after, difference) { Changes = difference.Changes, Versions = difference.Versions };
    }

    private static Plan? Rollback(Plan plan, Side side) => plan.Rollback is { Length: > 0 } path ? side.Rollback(plan.Source, path)?.Plan : null;

    /// <summary>A runbook that is gone and one that is new, of one name, are one whose file was moved.</summary>
    private static List<Compared> WithMovedFiles(List<Compared> compared, Side old, Side @new)
    {
        foreach (var gone in compared.Where(one => one.New is null).ToList())
        {
            if (compared.Where(one => one.Old is null && one.New!.Name == gone.Old!.Name).ToList() is not [var found]) continue;
            compared[compared.IndexOf(found)] = Pair($"{gone.Name} → {found.Name}", gone.Old!, found.New!, old, @new);
            compared.Remove(gone);
        }

        return compared;
    }

    private static List<Compared> Alone(List<Compared> compared)
    {
        var texts = compared.Where(one => one.New is not null).Select(one => one.New!.Source.Name)
            .Concat(compared.Where(one => one.Old is not null).Select(one => one.Old!.Source.Name)).ToHashSet(StringComparer.Ordinal);
        return [.. compared.Select(one => one with
        {
            Changes = [.. one.Changes.Where(change => IsOwn(one, change.Runbook) || !texts.Contains(change.Runbook))],
            Versions = [.. one.Versions.Where(version => IsOwn(one, version.Text) || !texts.Contains(version.Text))],
        })];
    }

    private static bool IsOwn(Compared one, string text) => text == one.New?.Source.Name || text == one.Old?.Source.Name;
}

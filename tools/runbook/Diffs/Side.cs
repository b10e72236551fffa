using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Language;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.Diffs;

/// <summary>What one side of a comparison has: runbooks by a name that the other side knows them by too.</summary>
/// <param name="IsFolder">Whether it is a folder, whose runbooks are compared with those of the other side by path.</param>
internal sealed record Side(bool IsFolder, IReadOnlyDictionary<string, Func<Compilation>> Runbooks, Func<SourceText, string, Compilation?> Rollback)
{
    /// <param name="name">A file, a folder, or `REV:PATH`.</param>
    /// <exception cref="Refusal">There is no such thing.</exception>
    public static async Task<Side> OfAsync(string name, ICommands commands)
    {
        if (File.Exists(name) || Directory.Exists(name)) return OnDisk(name);
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) throw Refusal.Usage($"there is no file `{name}`", "give a file, a folder, or REV:PATH of the git repository");
        var repository = await GitRepository.HereAsync(commands);
        await repository.CheckAsync(name[..colon]);
        var path = name[(colon + 1)..];
        var below = path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith("../", StringComparison.Ordinal) || path == "."
            ? Path.GetRelativePath(repository.Root, Path.GetFullPath(path))
            : path.TrimEnd('/');
        return await InGitAsync(repository, name[..colon], below == "." ? "" : below, name);
    }

    public static Side OnDisk(string path)
    {
        if (!Directory.Exists(path)) return new(false, new Dictionary<string, Func<Compilation>> { [Path.GetFileName(path)] = () => RunbookFile.Load(path) }, OnDisk);
        var files = RunbookFile.Below(path).ToDictionary(file => Path.GetRelativePath(path, file), file => (Func<Compilation>)(() => RunbookFile.Load(file)), StringComparer.Ordinal);
        return new(true, files, OnDisk);
    }

    /// <param name="path">From the top of the repository; empty for all of it.</param>
    /// <param name="name">What messages call it.</param>
    public static async Task<Side> InGitAsync(GitRepository repository, string revision, string path, string name)
    {
        var sources = new GitSources(repository, revision);
        var files = await repository.FilesAsync(revision, path);
        if (files.Count == 0) throw Refusal.Usage($"`{name}` is no file and no folder of the repository", "give the path from the top of the repository, or ./PATH from here");
        var isFile = files is [var only] && only == path;
        var runbooks = new Dictionary<string, Func<Compilation>>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => isFile || RunbookFile.IsYaml(file)))
            if (sources.Open(file) is { } source && (isFile || RunbookFile.IsRunbookText(source.Content)))
                runbooks.Add(isFile ? Path.GetFileName(file) : Path.GetRelativePath(path.Length == 0 ? "." : path, file), () => Checked(RunbookCompiler.Compile(source, sources), source.Name));
        return new(!isFile, runbooks, (from, relative) => sources.Open(from, relative) is { } rollback ? RunbookCompiler.Compile(rollback, sources) : null);
    }

    private static Compilation? OnDisk(SourceText from, string path)
    {
        var name = DiskSources.NameOf(from, path);
        return File.Exists(name) ? RunbookFile.Compile(name) : null;
    }

    private static Compilation Checked(Compilation compilation, string name) => compilation.Plan is not null
        ? compilation
        : throw new Refusal(ExitCode.Invalid, $"`{name}` has mistakes and cannot be compared", "correct what is shown above, or compare with another revision")
        {
            Details = DiagnosticRenderer.Render(compilation.Diagnostics),
        };
}

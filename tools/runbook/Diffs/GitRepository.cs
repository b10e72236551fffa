using System.Collections.Immutable;
using MeshRunbook.Execution.Commands;

namespace MeshRunbook.Cli.Diffs;

/// <summary>A git repository, read through the git program.</summary>
internal sealed class GitRepository(ICommands commands, string root)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Neither a question nor somebody's settings may come between.
    private static readonly ImmutableDictionary<string, string> Environment = ImmutableDictionary<string, string>.Empty
        .Add("GIT_OPTIONAL_LOCKS", "0").Add("GIT_TERMINAL_PROMPT", "0").Add("LC_ALL", "C");

    /// <summary>The folder at the top of the work tree.</summary>
    public string Root { get; } = root;

    /// <summary>The repository in which the program was started.</summary>
    /// <exception cref="Refusal">There is none, or git is missing.</exception>
    public static async Task<GitRepository> HereAsync(ICommands commands)
    {
        var result = await RunAsync(commands, ["git", "rev-parse", "--show-toplevel"]);
        if (result.End == CommandEnd.NotStarted) throw Refusal.Refused("`git` is missing", "install git, or compare two files");
        return result.ExitCode == 0
            ? new(commands, result.Output.TrimEnd('\n'))
            : throw Refusal.Usage("this folder is in no git repository", "compare two files or folders, or change into a repository");
    }

    /// <summary>The commit that a name means; the empty name is the index.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public async Task CheckAsync(string revision)
    {
        if (revision.Length == 0) return;
        if (revision.StartsWith('-') || (await AskAsync("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")) is null)
            throw Refusal.Usage($"there is no revision `{revision}`", "name a branch, a tag or a commit; a remote's branch is there after `git fetch`");
    }

    /// <summary>Where the work here has left a branch; the branch itself where the two have nothing in common.</summary>
    /// <param name="note">Takes what somebody should know who reads the comparison.</param>
    public async Task<string> BaseOfAsync(string revision, Action<string> note)
    {
        await CheckAsync(revision);
        if ((await AskAsync("merge-base", revision, "HEAD"))?.Trim() is { Length: > 0 } common) return common;
        if ((await AskAsync("rev-parse", "--is-shallow-repository"))?.Trim() == "true")
            note($"this clone is shallow, so that nobody knows where the work here began; it is compared with `{revision}` as that is now. `git fetch --unshallow` brings what is missing");
        return revision;
    }

    /// <summary>The content of a file; null where the revision has none.</summary>
    /// <param name="path">From the top of the repository.</param>
    public string? Read(string revision, string path) => AskAsync("show", "--end-of-options", $"{revision}:{path}").GetAwaiter().GetResult();

    /// <summary>The files below a folder of a revision, from the top of the repository.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(string revision, string folder)
    {
        string[] below = folder.Length == 0 ? [] : ["--", folder];
        var listed = revision.Length == 0
            ? await AskAsync(["ls-files", "-z", .. below])
            : await AskAsync(["ls-tree", "-r", "-z", "--name-only", "--full-tree", revision, .. below]);
        return listed?.Split('\0', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    private async Task<string?> AskAsync(params string[] words)
    {
        var result = await RunAsync(commands, ["git", "-C", Root, .. words]);
        return result is { End: CommandEnd.Exited, ExitCode: 0 } ? result.Output : null;
    }

    private static Task<CommandResult> RunAsync(ICommands commands, ImmutableArray<string> words) =>
        commands.RunAsync(new CommandRequest(words, Environment, Patience), CancellationToken.None);
}

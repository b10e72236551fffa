namespace MeshRunbook.Cli;

/// <summary>Where runs live unless `--state` says otherwise.</summary>
internal static class StateFolder
{
    public static string Default
    {
        get
        {
            if (Variable("RUNBOOK_STATE") is { } chosen) return Path.GetFullPath(chosen);
            var home = Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            var state = Variable("XDG_STATE_HOME") ?? Path.Combine(home, ".local", "state");
            return Path.Combine(state, "meshrunbook");
        }
    }

    /// <summary>The full path of a folder in which runs can live; it may not be there yet.</summary>
    /// <exception cref="Refusal">It is something else.</exception>
    public static string Checked(string folder)
    {
        if (folder.Length == 0) throw Refusal.Usage("the state folder has no name", "name it: --state DIR");
        var path = Path.GetFullPath(folder);
        for (var part = path; part is not null; part = Path.GetDirectoryName(part))
            if (File.Exists(part)) throw Refusal.Usage($"the state folder `{folder}` cannot be: `{part}` is a file", "name another: --state DIR");
        return path;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

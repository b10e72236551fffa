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

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

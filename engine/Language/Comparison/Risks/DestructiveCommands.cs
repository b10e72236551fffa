namespace MeshRunbook.Language.Comparison.Risks;

/// <summary>Recognises commands that take something away for good, or by force.</summary>
public static class DestructiveCommands
{
    private static readonly HashSet<string> Programs = new(StringComparer.Ordinal)
    {
        "rm", "rmdir", "shred", "dd", "truncate", "kill", "pkill", "killall", "mkfs", "reboot", "shutdown",
    };

    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal)
    {
        "delete", "destroy", "drain", "evict", "prune", "purge", "uninstall", "undo", "wipe",
    };

    private static readonly string[] Flags = ["--force", "--grace-period=0", "--purge", "--prune", "--overwrite-all", "--disable-eviction"];

    /// <summary>Behind these words a command begins.</summary>
    private static readonly HashSet<string> Before = new(StringComparer.Ordinal) { "sudo", "xargs", "exec", "then", "do", "else", "!", "env", "time", "nohup" };

    /// <summary>What is destructive in the words of a command, such as `kubectl delete`; each as often as it stands there.</summary>
    public static IEnumerable<string> In(IReadOnlyList<string> words)
    {
        var first = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var name = words[i][(words[i].LastIndexOf('/') + 1)..];
            if (Programs.Contains(name) && (i == 0 || Before.Contains(words[i - 1]) || words[i - 1].StartsWith('-'))) yield return name;
            if (Before.Contains(words[i]) && i == first) first = i + 1;
            // A verb stands near the program, and an object may have its name: only the first few words are looked at.
            if (i > first && i <= first + 4 && Verbs.Contains(words[i])) yield return $"{words[first]} {words[i]}";
            if (Flags.Any(flag => words[i] == flag || words[i].StartsWith(flag + "=", StringComparison.Ordinal) && words[i] != flag + "=false")) yield return words[i];
        }
    }

    /// <summary>What is destructive in a script.</summary>
    public static IEnumerable<string> In(string script) =>
        from line in script.Split('\n')
        where !line.AsSpan().TrimStart().StartsWith('#')
        from part in line.Split('|', ';', '&', '(', ')', '`', '{', '}')
        let words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        from found in In(words)
        select found;

    /// <summary>What is destructive in a command, a script, or anything inside a value.</summary>
    internal static IEnumerable<string> In(Meaning? meaning) => meaning switch
    {
        WordsMeaning command => In(command.Words).Concat(command.Words.Where(word => word.Contains(' ', StringComparison.Ordinal)).SelectMany(In)),
        TextMeaning text => In(text.Text),
        _ => [],
    };

    /// <summary>What the new value has and the old has not.</summary>
    internal static IReadOnlyList<string> Gained(Meaning? old, Meaning? @new)
    {
        var gained = In(@new).ToList();
        foreach (var known in In(old)) gained.Remove(known);
        return gained;
    }
}

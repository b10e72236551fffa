using MeshRunbook.Language.Expressions;

namespace MeshRunbook.Language.Steps;

/// <summary>Recognises commands that change something. It knows the tools of this field; others get the benefit of the doubt.</summary>
internal static class MutatingCommands
{
    private static readonly Dictionary<string, HashSet<string>> Verbs = new(StringComparer.Ordinal)
    {
        ["kubectl"] =
        [
            "annotate", "apply", "autoscale", "cordon", "create", "delete", "drain", "edit", "expose", "label", "patch", "replace", "run",
            "scale", "set", "taint", "uncordon", "rollout restart", "rollout undo", "rollout pause", "rollout resume",
        ],
        ["helm"] = ["install", "upgrade", "uninstall", "rollback", "delete"],
        ["istioctl"] = ["install", "uninstall", "upgrade"],
        ["asmcli"] = ["install"],
    };

    /// <summary>The words that give a command away, such as `kubectl delete`; null where it only reads, or is not known.</summary>
    public static string? Describe(CommandTemplate command) =>
        Describe([.. command.Words.Select(word => word.Literal ?? "{{")]);

    /// <summary>The first such command of a script.</summary>
    public static string? Describe(string script)
    {
        foreach (var line in script.Split('\n'))
        {
            if (line.AsSpan().TrimStart().StartsWith('#')) continue;
            foreach (var part in line.Split('|', ';', '&', '(', ')', '`'))
                if (Describe(part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { } found) return found;
        }

        return null;
    }

    private static string? Describe(string[] words)
    {
        var program = Array.FindIndex(words, word => Verbs.ContainsKey(Path.GetFileName(word)));
        if (program < 0 || words.Contains("--dry-run=client") || words.Contains("--dry-run=server") || words.Contains("--dry_run")) return null;
        var name = Path.GetFileName(words[program]);
        // The verb is the first word that is no flag. A flag's value can stand before it: then nothing is found, and nothing said.
        var rest = words[(program + 1)..].Where(word => !word.StartsWith('-')).Take(2).ToArray();
        if (rest.Length > 0 && Verbs[name].Contains(rest[0])) return $"{name} {rest[0]}";
        return rest.Length > 1 && Verbs[name].Contains($"{rest[0]} {rest[1]}") ? $"{name} {rest[0]} {rest[1]}" : null;
    }
}

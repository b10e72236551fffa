using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Cli.Running;

/// <summary>Checks that the tools that a runbook requires are there, and new enough.</summary>
internal static partial class Tools
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // What is asked first; most other tools answer --version.
    private static readonly ImmutableDictionary<string, string[]> Questions = ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create<string, string[]>("kubectl", ["version", "--client"]),
        KeyValuePair.Create<string, string[]>("istioctl", ["version", "--remote=false"]),
        KeyValuePair.Create<string, string[]>("helm", ["version", "--short"]),
        KeyValuePair.Create<string, string[]>("openssl", ["version"]),
    ]);

    /// <exception cref="Refusal">A tool is missing or too old; all of them are named.</exception>
    public static async Task CheckAsync(Plan plan, ICommands commands)
    {
        var wanted = Of(plan).GroupBy(requirement => requirement.Tool).ToList();
        var problems = (await Task.WhenAll(wanted.Select(tool => ProblemAsync(tool.Key, [.. tool.Select(one => one.Version)], commands))))
            .OfType<string>().ToList();
        if (problems.Count == 0) return;
        throw Refusal.Refused(string.Join("; ", problems), "install what is missing, or see that it is in PATH; nothing was run");
    }

    /// <summary>Every tool that the plan or what it calls requires, with the version that it says it has; null where it says none.</summary>
    public static async Task<IReadOnlyList<(string Tool, string? Version)>> VersionsAsync(Plan plan, ICommands commands) =>
        await Task.WhenAll(Of(plan).Select(requirement => requirement.Tool).Distinct().Order(StringComparer.Ordinal).Select(async tool =>
        {
            var result = await AskAsync(tool, commands);
            return (tool, result.End == CommandEnd.Exited ? VersionIn(result.Output + result.Error)?.ToString() : null);
        }));

    /// <summary>What the plan and everything that it calls requires.</summary>
    private static IEnumerable<Requirement> Of(Plan plan) => plan.Requires.Concat(Inside(plan.Steps).SelectMany(call => Of(call.Callee)));

    private static IEnumerable<CallStep> Inside(ImmutableArray<Step> steps) => steps.SelectMany(step => step switch
    {
        CallStep call => [call],
        ForEachStep loop => Inside(loop.Steps),
        ParallelStep parallel => parallel.Branches.SelectMany(branch => Inside(branch.Steps)),
        _ => [],
    });

    private static async Task<string?> ProblemAsync(string tool, IReadOnlyList<string?> ranges, ICommands commands)
    {
        var result = await AskAsync(tool, commands);
        if (result.End == CommandEnd.NotStarted) return $"`{tool}` is missing";
        if (result.End == CommandEnd.TimedOut) return $"`{tool} {string.Join(' ', QuestionFor(tool))}` did not end within {Patience.TotalSeconds:0} s";
        foreach (var range in ranges.OfType<string>().Distinct())
        {
            if (VersionIn(result.Output + result.Error) is not { } version) return $"`{tool}` does not say which version it is{LastWords(result)}, and {range} is wanted";
            if (!Satisfies(version, range)) return $"`{tool}` is version {version}, and {range} is wanted";
        }

        return null;
    }

    private static string[] QuestionFor(string tool) => Questions.GetValueOrDefault(tool, ["--version"]);

    private static Task<CommandResult> AskAsync(string tool, ICommands commands) => commands.RunAsync(
        new CommandRequest([tool, .. QuestionFor(tool)], ImmutableDictionary<string, string>.Empty, Patience), CancellationToken.None);

    private static string LastWords(CommandResult result)
    {
        var line = (result.Output + result.Error).TrimEnd().Split('\n')[^1].Trim();
        return result.End == CommandEnd.Signalled ? $" (it was ended by {Signals.NameOf(result.ExitCode - 128)})"
            : line.Length > 0 ? $" but `{Printable.Lines(line)}`" : result.ExitCode == 0 ? "" : $" (exit status {result.ExitCode})";
    }

    /// <summary>The first version number in a text.</summary>
    internal static Version? VersionIn(string text)
    {
        var match = Number().Match(text);
        return match.Success && Version.TryParse(match.Value, out var version) ? version : null;
    }

    /// <summary>Whether a version is in a range of comparisons, such as ">=1.20" or ">=1.20 &lt;2".</summary>
    internal static bool Satisfies(Version version, string range) =>
        range.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).All(comparison =>
        {
            var number = comparison.TrimStart('<', '>', '=', 'v');
            var bound = Version.Parse(number.Contains('.', StringComparison.Ordinal) ? number : number + ".0");
            var order = Compare(version, bound, number.Split('.').Length);
            return comparison[..^number.Length].TrimEnd('v') switch
            {
                ">=" => order >= 0,
                ">" => order > 0,
                "<=" => order <= 0,
                "<" => order < 0,
                _ => order == 0,
            };
        });

    // "=1.20" means any 1.20, and ">1.20" nothing of 1.20: only the parts that are given count.
    private static int Compare(Version version, Version bound, int parts)
    {
        int[] left = [version.Major, version.Minor, Math.Max(0, version.Build)];
        int[] right = [bound.Major, bound.Minor, Math.Max(0, bound.Build)];
        for (var i = 0; i < Math.Min(parts, 3); i++)
            if (left[i] != right[i]) return left[i].CompareTo(right[i]);
        return 0;
    }

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex Number();
}

using System.Globalization;
using System.Text;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Testing;

namespace MeshRunbook.Execution.Testing;

/// <summary>
/// Runs the scripts of steps with bash. PATH has text tools only; every other program that a test or its runbook names is a stand-in
/// that gives canned answers, so that a script under test reaches no cluster.
/// </summary>
/// <param name="folder">An empty folder of the test, which is removed with it.</param>
internal sealed class RealScripts(string folder, Plan plan, CannedWorld world, CannedUses uses, Unanswered unanswered, ICommands processes)
{
    private const string NoAnswer = "-";
    private string? _path;

    private string Called => Path.Combine(folder, "called");

    /// <summary>Runs a script to its end, on this thread: the test's time stands still meanwhile.</summary>
    /// <returns>Its end, and the commands that it has run.</returns>
    public (CommandResult Result, IReadOnlyList<string> Called) Run(CommandRequest request)
    {
        _path ??= Prepare();
        File.Delete(Called);
        var environment = request.Environment.SetItem("PATH", request.Environment.GetValueOrDefault("PATH", _path)).SetItem("HOME", folder).SetItem("TMPDIR", folder);
        var result = processes.RunAsync(request with { Environment = environment, Printed = null, Started = null }, CancellationToken.None).GetAwaiter().GetResult();
        return (result, Taken());
    }

    private List<string> Taken()
    {
        var lines = new List<string>();
        if (!File.Exists(Called)) return lines;
        foreach (var (index, line) in File.ReadLines(Called).Select(line => line.Split('\t', 2)).Select(parts => (parts[0], parts[1])))
        {
            lines.Add(line);
            if (index == NoAnswer) unanswered.Command(line);
            else uses.Add(world.Commands[int.Parse(index, CultureInfo.InvariantCulture)]);
        }

        return lines;
    }

    /// <summary>The search path of scripts, whose programs are made here.</summary>
    private string Prepare()
    {
        var programs = Directory.CreateDirectory(Path.Combine(folder, "programs")).FullName;
        var standIn = Path.Combine(folder, "stand-in");
        File.WriteAllText(standIn, Script());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(standIn, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var tools = TestedSteps.Plans(plan).SelectMany(one => one.Requires).Select(requirement => requirement.Tool);
        var named = world.Commands.Select(canned => canned.Run?.Text.Split(' ')[0]).OfType<string>();
        foreach (var name in tools.Concat(named).Distinct())
            if (!TextTools.Names.Contains(name) && name.AsSpan().IndexOfAny("*/") < 0 && name.Length > 0) File.CreateSymbolicLink(Path.Combine(programs, name), standIn);
        return $"{programs}:{TextTools.Folder}";
    }

    private string Script()
    {
        var script = new StringBuilder($$"""
            #!{{TextTools.Bash}}
            folder={{Quoted(folder)}}
            name=${0##*/} input=
            line="$name${*:+ $*}"
            # What is piped in is taken, as the program would; where nothing is, it may be somebody else's.
            for word in "$@"; do if [ "$word" = - ]; then input=$(cat); fi; done
            note() { printf '%s\t%s\n' "$1" "${line//$'\n'/ }" >> "$folder/called"; }
            left() {
              local count=0
              if [ -e "$folder/$1.count" ]; then count=$(< "$folder/$1.count"); fi
              [ "$count" -lt "$2" ] && echo $((count + 1)) > "$folder/$1.count"
            }
            answer() {
              note "$1"
              printf %s "$3"
              printf %s "$4" >&2
              exit "$2"
            }

            """);
        for (var i = 0; i < world.Commands.Length; i++)
        {
            var canned = world.Commands[i];
            if (canned.Run is not { } run || canned.Step is not null) continue;
            var input = canned.Input is { } wanted ? $" && [[ $input == {Glob(wanted)} ]]" : "";
            var times = canned.Times is { } limit ? $" && left {i} {limit}" : "";
            script.Append(CultureInfo.InvariantCulture, $"if [[ $line == {Glob(run)} ]]{input}{times}; then answer {i} {canned.Exit} {Quoted(canned.Output)} {Quoted(canned.Error)}; fi\n");
        }

        return script.Append($"note {NoAnswer}\necho \"$name: the test has no canned answer for: $line\" >&2\nexit 127\n").ToString();
    }

    private static string Glob(Pattern pattern) =>
        string.Join(Pattern.Any, pattern.Text.Split(Pattern.Any).Select(piece => piece.Length == 0 ? "" : Quoted(piece))) is { Length: > 0 } glob ? glob : "''";

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

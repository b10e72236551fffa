using System.Globalization;
using System.Text;

namespace MeshRunbook.Cli.Tests;

/// <summary>A file of a mebibyte that was made to hurt: the built program answers within its bounds of time and memory.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const int Size = 1024 * 1024 - 512;
    private const int MaxMegabytes = 300;

    // Ten times what is promised: other tests run at the same time, on whatever machine.
    private static readonly TimeSpan MaxProcessorTime = TimeSpan.FromSeconds(10);

    private readonly Workplace _workplace = new();

    public static TheoryData<string> Kinds => [.. Texts.Keys];

    private static Dictionary<string, Func<string>> Texts { get; } = new()
    {
        ["aliases that would unfold to billions"] = () => string.Concat(Enumerable.Range(0, Size / 80).Select(i =>
            $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{Math.Max(0, i - 1)}", 7))}]\n")),
        ["open brackets"] = () => new('[', Size),
        ["open braces"] = () => new('{', Size),
        ["braces of templates"] = () => Steps("  - id: a\n    run: echo " + new string('{', Size - 200) + "\n"),
        ["templates that do not close"] = () => Steps("  - id: a\n    run: echo " + Many("x{{ ", 4) + "\n"),
        ["templates"] = () => Steps("  - id: a\n    title: " + Many("{{ params.x }} ", 15) + "\n    run: x\n"),
        ["templates in one quoted text"] = () => Steps("  - id: a\n    title: \"\\\"" + Many("{{ params.x }}\\n", 16) + "\"\n    run: x\n"),
        ["hyphens"] = () => new('-', Size),
        ["lists in lists"] = () => Many("- ", 2),
        ["one plain text"] = () => "lock: " + new string('x', Size),
        ["one text in quotes"] = () => "lock: \"" + new string('x', Size - 10) + "\"",
        ["quotes"] = () => new('"', Size),
        ["an open quote of many lines"] = () => "lock: \"" + Many("x\n", 2),
        ["keys"] = () => string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i}: a\n")),
        ["the same key"] = () => Many("a: b\n", 5),
        ["unknown keys of a step"] = () => Steps("  - id: a\n    run: x\n" + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"    k{i}: v\n"))),
        ["mistakes in one long line"] = () => Steps("  [" + Many("{id: A, rnu: x}, ", 17) + "]\n"),
        ["mistakes behind a long text"] = () => Steps(string.Concat(Enumerable.Range(0, 500).Select(i => $"  - {{id: A{i}, title: {new string('x', 2000)}, rnu: y}}\n"))),
        ["long unknown keys"] = () => Steps("  - id: a\n    run: x\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"    {new string('k', 1000)}{i}: v\n"))),
        ["valid steps"] = () => Steps(string.Concat(Enumerable.Range(0, 24_000).Select(i => $"  - {{id: a{i}, run: echo {{{{ run.id }}}}}}\n"))),
        ["valid steps that use one another"] = () => Steps(string.Concat(Enumerable.Range(0, 12_000).Select(i =>
            $"  - {{id: a{i}, run: \"echo {{{{ {(i == 0 ? "run.id" : $"steps.a{i - 1}.outputs.x")} }}}}\", outputs: {{x: '{{{{ stdout }}}}'}}}}\n"))),
        ["one id"] = () => Steps(Many("  - {id: a, run: x}\n", 20)),
        ["unknown names in expressions"] = () => Parameters(2000) + "steps:\n" + string.Concat(Enumerable.Range(0, 11_000).Select(i => $"  - {{id: a{i}, run: \"x {{{{ params.q{i} }}}}\"}}\n")),
        ["unknown steps among thousands of long ids"] = () => Steps(string.Concat(Enumerable.Range(0, 7000).Select(i =>
            $"  - {{id: {new string('s', 40)}{i}, run: \"x {{{{ steps.{new string('s', 40)}{i}x.outputs.x }}}}\"}}\n"))),
        ["parameters"] = () => Parameters(24_000) + "steps: [{id: a, run: x}]\n",
        ["patterns that take for ever"] = () => Head + "parameters:\n" + string.Concat(Enumerable.Range(0, 9_000).Select(i =>
            $"  p{i}: {{type: string, pattern: \"(a+)+(b|a)*{i}\", default: {new string('a', 50)}}}\n")) + "steps: [{id: a, run: x}]\n",
        ["large patterns"] = () => Head + "parameters:\n" + string.Concat(Enumerable.Range(0, 15_000).Select(i =>
            $"  p{i}: {{type: string, pattern: \"(a{{1,900}}){{1,9}}{i}\", default: a}}\n")) + "steps: [{id: a, run: x}]\n",
        ["parentheses"] = () => Steps("  - id: a\n    run: x {{ " + new string('(', Size - 200) + "\n"),
        ["pipes"] = () => Steps("  - id: a\n    run: x {{ 'a'" + Many(" | upper", 8) + " }}\n"),
        ["words of a command"] = () => Steps("  - id: a\n    run: x " + Many("y ", 2) + "\n"),
        ["a folded text"] = () => Steps("  - id: a\n    run: >-\n" + Many("      x\n", 8)),
        ["comments"] = () => Many("# x\n", 4),
        ["line breaks"] = () => new('\n', Size),
        ["spaces"] = () => new(' ', Size),
        ["escapes"] = () => "lock: \"" + Many("\\u0041", 6) + "\"",
        ["wide characters"] = () => "lok: " + string.Concat(Enumerable.Repeat("\U0001F600", Size / 4)),
        ["marks on one letter"] = () => "lok: e" + string.Concat(Enumerable.Repeat("\u0301", Size / 2 - 10)),
        ["documents"] = () => Many("---\n", 4),
    };

    private static string Head { get; } = "apiVersion: meshrunbook/v1\nkind: Runbook\nmetadata: {name: a, version: 1.0.0, title: A}\n";

    public void Dispose() => _workplace.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_that_was_made_to_hurt_is_answered_in_time_and_memory(string kind)
    {
        var text = Texts[kind]();
        Assert.InRange(Encoding.UTF8.GetByteCount(text), Size / 3, 1024 * 1024);
        _workplace.Folder.Write("hostile.yaml", text);

        var program = _workplace.Start("validate", "hostile.yaml");
        var (megabytes, time) = await UseAsync(program);
        var result = await program.EndAsync();
        await program.DisposeAsync();

        Assert.True(result.ExitCode is 0 or 3, $"ended with {result.ExitCode}:\n{result.Shown[..Math.Min(2000, result.Shown.Length)]}");
        Assert.InRange(megabytes, 1, MaxMegabytes);
        Assert.InRange(time, TimeSpan.Zero, MaxProcessorTime);
        if (Environment.GetEnvironmentVariable("HOSTILE_REPORT") is { Length: > 0 } report)
            File.AppendAllText(report, $"{time.TotalMilliseconds,6:N0} ms {megabytes,4} MiB  {result.Shown.Length,9:N0} characters  {kind}\n");
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_is_refused_for_its_size()
    {
        _workplace.Folder.Write("long.yaml", "lock: " + new string('x', 10_000_000));

        var result = await _workplace.ExpectAsync(3, "validate", "long.yaml");

        Assert.StartsWith("error[RB0111]: the file has", result.Error);
        Assert.InRange(result.Error.Length, 50, 500);
    }

    [Fact]
    public async Task A_parameter_file_of_ten_megabytes_is_refused_for_its_size()
    {
        _workplace.Write("parameters: {a: {type: string}}\nsteps:\n  - {id: one, run: \"echo {{ params.a }}\"}\n");
        _workplace.Folder.Write("long.yaml", "a: " + new string('x', 10_000_000));

        var result = await _workplace.ExpectAsync(3, "execute", "small.yaml", "--params", "long.yaml");

        Assert.Contains("error[RB0111]", result.Error);
        Assert.InRange(result.Error.Length, 50, 1000);
    }

    /// <summary>The most memory that was resident, and the processor's time, as the kernel counts them until the process ends.</summary>
    private static async Task<(int Megabytes, TimeSpan Time)> UseAsync(RunningProgram program)
    {
        var (most, ticks) = (0, 0L);
        while (Commands.IsRunning(program.Id))
        {
            try
            {
                var peak = File.ReadLines($"/proc/{program.Id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (peak is not null) most = int.Parse(peak["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
                var words = File.ReadAllText($"/proc/{program.Id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                ticks = long.Parse(words[11], CultureInfo.InvariantCulture) + long.Parse(words[12], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has ended between the two looks.
            }

            await Task.Delay(2);
        }

        return (most / 1024, TimeSpan.FromMilliseconds(ticks * 10));
    }

    private static string Many(string piece, int length) => string.Concat(Enumerable.Repeat(piece, (Size - 400) / length));

    private static string Steps(string steps) => Head + "steps:\n" + steps;

    private static string Parameters(int count) =>
        Head + "parameters:\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"  p{i}: {{type: string, default: a}}\n"));
}

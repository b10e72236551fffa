using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

/// <summary>Disks that are full or read-only, files that are missing or changed, clocks that jump: each has its message and its way on.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public DamageTests() => _workplace.Write("""
        steps:
          - id: one
            shell: echo one >> trace
          - id: stop
            repeatable: true
            run: test -e go
        """);

    public void Dispose() => _workplace.Dispose();

    private string Folder => Path.Combine(_workplace.State, "runs", _workplace.Run);

    private string JournalPath => Path.Combine(Folder, "journal.jsonl");

    [Theory]
    [InlineData("run.json", "no run.json", "restore the file from a backup")]
    [InlineData("journal.jsonl", "cannot read the journal of the run", "restore it from a backup")]
    [InlineData("sources/index.json", "has lost its texts", "restore ")]
    [InlineData("sources/000-small.yaml", "000-small.yaml", "restore it from a backup")]
    public async Task A_missing_file_is_named_and_nothing_is_done(string file, string message, string help)
    {
        await StoppedAsync();
        var (run, path) = (_workplace.Run, Path.Combine(Folder, file));
        var content = File.ReadAllBytes(path);
        File.Delete(path);

        var resumed = await _workplace.ExpectAsync(5, "resume", run);
        await _workplace.ExpectAsync(0, "list");
        File.WriteAllBytes(path, content);
        await _workplace.ExpectAsync(0, "resume", run);

        Assert.Contains(message, resumed.Error);
        Assert.Contains("\nhelp: " + help, resumed.Error);
        Assert.Equal(["one"], _workplace.Trace);
    }

    [Theory]
    [InlineData("run.json", "\"runbook\"", "\"runbook", "run.json is damaged")]
    [InlineData("journal.jsonl", "\"attempt\":1", "\"attempt\":2", "does not follow from the line before it: one of the two was changed")]
    [InlineData("journal.jsonl", "\"event\":\"stepStarted\"", "\"event\":\"stepSung\"", "which this version of runbook does not know: a newer one wrote it")]
    [InlineData("sources/000-small.yaml", "echo one", "echo two", "its copy of small.yaml was changed")]
    [InlineData("run.json", "\"format\": 2", "\"format\": 3", "has format 3, and this version reads up to 2")]
    public async Task A_changed_byte_is_noticed_before_anything_is_done(string file, string text, string changed, string message)
    {
        await StoppedAsync();
        var path = Path.Combine(Folder, file);
        var content = File.ReadAllText(path);
        Assert.Contains(text, content);
        File.WriteAllText(path, content.Replace(text, changed, StringComparison.Ordinal));

        var resumed = await _workplace.ExpectAsync(5, "resume", _workplace.Run);

        Assert.Contains(message, resumed.Error);
        Assert.Matches("\nhelp: [^\n]+\n$", resumed.Error);
        Assert.Equal(["one"], _workplace.Trace);
    }

    [Fact]
    public async Task A_journal_that_has_lost_its_end_is_not_gone_on_with()
    {
        await StoppedAsync();
        File.WriteAllLines(JournalPath, File.ReadAllLines(JournalPath)[..3]);

        var resumed = await _workplace.ExpectAsync(5, "resume");

        Assert.Contains("has lost its end: it had ", resumed.Error);
        Assert.Contains($"help: restore the file from a backup, or see what is left: runbook audit {_workplace.Run}", resumed.Error);
        Assert.Equal(["one"], _workplace.Trace);
    }

    [Fact]
    public async Task A_last_line_that_was_never_finished_does_not_count()
    {
        await StoppedAsync();
        // Longer than what comes after it, so that writing over it would leave some of it.
        File.AppendAllText(JournalPath, "{\"sequence\":9,\"ti" + new string('x', 10_000));

        var audited = await _workplace.ExpectAsync(0, "audit");
        await _workplace.ExpectAsync(0, "resume");

        Assert.Contains("note: the last line was never finished", audited.Output);
        Assert.EndsWith("}\n", _workplace.Journal);
        await _workplace.ExpectAsync(0, "audit");
    }

    [Fact]
    public async Task A_clock_that_jumps_back_stops_nothing()
    {
        await StoppedAsync();
        Later(TimeSpan.FromDays(2));

        await _workplace.ExpectAsync(0, "resume");
        var audited = await _workplace.ExpectAsync(0, "audit");
        await _workplace.ExpectAsync(0, "status");

        Assert.Contains("the clock was set back", audited.Output);
        Assert.Equal(["one"], _workplace.Trace);
    }

    [Fact]
    public async Task Files_may_grow_no_further_and_the_run_goes_on_once_they_may()
    {
        _workplace.Folder.Write("limited", "ulimit -f 4; trap '' XFSZ; exec \"$@\"\n");
        _workplace.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        _workplace.Write(Many);

        await using var limited = RunningProgram.Start("bash", ["limited", Programs.Runbook, "execute", "small.yaml"], _workplace.Folder.Path, _workplace.Environment);
        var stopped = await Workplace.ExpectAsync(limited, 5, "execute");
        await GoesOnAsync();

        Assert.Contains("error: cannot record what happens in the run", stopped.Error);
        Assert.Contains("help: let files grow larger (ulimit -f); nothing that was recorded is lost", stopped.Error);
    }

    [Fact]
    public async Task A_full_disk_stops_a_run_which_goes_on_once_there_is_room()
    {
        _workplace.Write(Many);
        var result = await OnDiskOfItsOwnAsync("""
            head -c 10000000 /dev/zero > disk/much 2> /dev/null
            "$0" execute small.yaml; echo "=executed $?"
            rm disk/much
            "$0" execute small.yaml; echo "=executed $?"
            rm disk/much
            "$0" resume; echo "=resumed $?"
            "$0" audit; echo "=audited $?"; ls -A disk/state/runs | wc -l
            """, "size=160k");

        Assert.Contains("help: make room on that disk; nothing that was recorded is lost", result.Error);
        Assert.Equal(["=executed 5", "=executed 5", "=resumed 0", "=audited 0"], Marked(result));
        Assert.Equal(_workplace.Trace.Distinct().Count(), _workplace.Trace.Length);
    }

    [Fact]
    public async Task A_disk_that_is_read_only_is_read_and_not_worked_on()
    {
        var result = await OnDiskOfItsOwnAsync("""
            "$0" execute small.yaml; mount -o remount,ro disk; touch go
            "$0" resume; echo "=resumed $?"
            "$0" execute small.yaml; echo "=executed $?"
            "$0" status > status; echo "=status $?"
            mount -o remount,rw disk; "$0" resume; echo "=again $?"
            """, "size=1m");

        Assert.Equal(["=resumed 5", "=executed 5", "=status 0", "=again 0"], Marked(result));
        Assert.Contains("help: that disk is read-only: mount it for writing, or name another state folder: --state DIR", result.Error);
    }

    private const string Many = """
        steps:
          - id: each
            forEach: "{{ ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p'] }}"
            as: one
            steps:
              - id: act
                shell: |
                  test ! -e "did-$ONE"; touch "did-$ONE"; echo "$ONE" >> trace
                  if [ "$ONE" = h ] && [ -d disk ]; then head -c 10000000 /dev/zero > disk/much 2> much || true; fi
                env: {ONE: "{{ one }}"}
                probe: {command: "test -e did-{{ one }}"}
        """;

    private async Task StoppedAsync()
    {
        await _workplace.ExpectAsync(1, "execute", "small.yaml");
        _workplace.Touch("go");
    }

    private async Task GoesOnAsync()
    {
        await _workplace.ExpectAsync(0, "resume");
        await _workplace.ExpectAsync(0, "audit");
        Assert.Equal(16, _workplace.Trace.Length);
        Assert.Equal(16, _workplace.Trace.Distinct().Count());
    }

    /// <summary>The lines in which a script says how the program ended.</summary>
    private static IEnumerable<string> Marked(ProgramResult result) => result.Lines.Where(line => line.StartsWith('='));

    /// <summary>Runs a script of bash, in which $0 is the program, with the state folder on a small disk.</summary>
    private async Task<ProgramResult> OnDiskOfItsOwnAsync(string script, string options)
    {
        _workplace.Folder.Write("script", script);
        _workplace.Environment["RUNBOOK_STATE"] = _workplace.Folder["disk/state"];
        Directory.CreateDirectory(_workplace.Folder["disk"]);
        string[] words = ["-rm", "bash", "-c", $"mount -t tmpfs -o {options} none disk && exec bash -c \"$(cat script)\" \"$0\"", Programs.Runbook];
        await using var program = RunningProgram.Start("unshare", words, _workplace.Folder.Path, _workplace.Environment);
        var result = await program.EndAsync();
        if (result.Error.Contains("unshare failed", StringComparison.Ordinal)) Assert.Skip("this system lets nobody mount a disk of their own; where it does, such as Debian, this runs");
        return result;
    }

    /// <summary>As if the last event had happened so much later, in a journal whose end nobody has noted.</summary>
    private void Later(TimeSpan time)
    {
        var lines = File.ReadAllLines(JournalPath);
        var last = JsonNode.Parse(lines[^1])!;
        last["time"] = ((DateTimeOffset)last["time"]! + time).ToString("O");
        File.WriteAllText(JournalPath, string.Concat(lines[..^1].Append(last.ToJsonString()).Select(line => line + "\n")));
        File.Delete(Path.Combine(Folder, "journal.end.json"));
    }
}

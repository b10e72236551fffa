namespace MeshRunbook.Cli.Tests;

public sealed class ParameterTests : IDisposable
{
    private const string Secret = "correct-horse-battery-staple";

    private const string Wants = """
        parameters:
          who: {type: string, description: Who}
          count: {type: integer, description: How many}
          zone: {type: enum, values: [east, west], default: east, description: Where}
          token: {type: string, secret: true, description: What lets one in}
        steps:
          - id: one
            run: echo {{ params.who }} {{ params.count }} {{ params.zone }} {{ params.token }}
          - id: two
            shell: echo "$TOKEN" | tee /dev/stderr; echo "$TOKEN" > copy; test -e repaired || { echo "no $TOKEN" >&2; exit 3; }
            env: {TOKEN: "{{ params.token }}"}
            outputs: {given: "{{ stdout }}"}

        """;

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Everything_that_is_missing_is_named_at_once()
    {
        _workplace.Write(Wants);

        var result = await _workplace.ExpectAsync(3, "execute", "small.yaml");

        Assert.Contains("the parameter `who` (string) is missing", result.Error);
        Assert.Contains("the parameter `count` (integer) is missing", result.Error);
        Assert.Contains("the parameter `token` (string) is missing", result.Error);
        Assert.Contains("RUNBOOK_PARAM_token", result.Error);
        Assert.DoesNotContain("`zone`", result.Error);
    }

    [Fact]
    public async Task Values_come_from_the_environment_then_files_then_the_command_line()
    {
        _workplace.Write("""
            parameters:
              a: {type: string, description: A}
              b: {type: string, description: B}
              c: {type: string, description: C}
            steps:
              - id: one
                run: echo a={{ params.a }} b={{ params.b }} c={{ params.c }}
            """);
        foreach (var name in (string[])["a", "b", "c"]) _workplace.Environment[$"RUNBOOK_PARAM_{name}"] = "environment";
        _workplace.Folder.Write("first.yaml", "b: first\nc: first\n");
        _workplace.Folder.Write("second.yaml", "b: second file\n");

        var result = await _workplace.ExpectAsync(0, "execute", "small.yaml", "-p", "c=x=y", "--params", "first.yaml", "--params", "second.yaml");

        Assert.Contains("$ echo a=environment 'b=second file' c=x=y\n", result.Output);
    }

    [Fact]
    public async Task Values_of_the_wrong_type_unknown_names_and_secrets_in_the_open_are_refused_together()
    {
        _workplace.Write(Wants);

        var result = await _workplace.ExpectAsync(
            3, "execute", "small.yaml", "-p", "who=me", "-p", "count=many", "-p", "zone=north", "-p", "zoen=east", "-p", $"token={Secret}");

        Assert.Contains("`token` is secret and cannot be given on the command line", result.Error);
        Assert.Contains("many", result.Error);
        Assert.Contains("north", result.Error);
        Assert.Contains("did you mean `zone`?", result.Error);
        Assert.DoesNotContain(Secret, result.Shown);
    }

    [Theory]
    [InlineData("nowhere.yaml", 2)]
    [InlineData(".", 2)]
    [InlineData("broken.yaml", 3)]
    [InlineData("list.yaml", 3)]
    [InlineData("bytes.yaml", 3)]
    public async Task A_file_of_parameters_that_is_none_is_said_to_be_so(string file, int exitCode)
    {
        _workplace.Write(Wants);
        _workplace.Folder.Write("broken.yaml", "who: [\n");
        _workplace.Folder.Write("list.yaml", "- who\n");
        File.WriteAllBytes(_workplace.Folder["bytes.yaml"], [0x77, 0x3a, 0x20, 0xff, 0xfe, 0x00]);

        var result = await _workplace.ExpectAsync(exitCode, "execute", "small.yaml", "--params", file);

        Assert.Contains(file, result.Error);
    }

    [Fact]
    public async Task A_word_that_is_no_parameter_is_misuse()
    {
        _workplace.Write(Wants);

        var result = await _workplace.ExpectAsync(2, "execute", "small.yaml", "--param", "who");

        Assert.Equal("error: `--param who` has no value\nhelp: write --param NAME=VALUE\n", result.Error);
    }

    [Fact]
    public async Task A_secret_is_masked_on_the_screen_and_stands_nowhere_in_the_state_folder()
    {
        _workplace.Write(Wants);
        _workplace.Folder.Write("secrets.yaml", $"token: {Secret}\n");
        string[] given = ["-p", "who=me", "-p", "count=3", "--params", "secrets.yaml"];

        var failed = await _workplace.ExpectAsync(1, ["execute", "small.yaml", .. given]);
        var logs = await _workplace.ExpectAsync(0, "logs", _workplace.Run);
        var json = await _workplace.ExpectAsync(0, "status", "--output", "json");
        _workplace.Touch("repaired");
        var resumed = await _workplace.ExpectAsync(0, "resume");

        Assert.Equal(Secret + "\n", File.ReadAllText(_workplace.Folder["copy"]));
        Assert.Contains("$ echo me 3 east '***'\n", failed.Output);
        Assert.Contains("| no ***\n", failed.Error);
        Assert.Contains("***\n", logs.Output);
        foreach (var shown in (string[])[failed.Shown, logs.Shown, json.Shown, resumed.Shown]) Assert.DoesNotContain(Secret, shown);
        var files = Directory.GetFiles(_workplace.State, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("two.1.log", StringComparison.Ordinal));
        Assert.All(files, file => Assert.DoesNotContain(Secret, File.ReadAllText(file)));
    }

    [Fact]
    public async Task Resume_asks_again_for_a_secret_from_the_environment_and_knows_a_wrong_one()
    {
        _workplace.Write(Wants);
        _workplace.Environment["RUNBOOK_PARAM_token"] = Secret;
        await _workplace.ExpectAsync(1, "execute", "small.yaml", "-p", "who=me", "-p", "count=3");
        _workplace.Touch("repaired");

        _workplace.Environment.Remove("RUNBOOK_PARAM_token");
        var without = await _workplace.ExpectAsync(3, "resume");
        _workplace.Environment["RUNBOOK_PARAM_token"] = "something else";
        var wrong = await _workplace.ExpectAsync(5, "resume");
        _workplace.Environment["RUNBOOK_PARAM_token"] = Secret;
        await _workplace.ExpectAsync(0, "resume");

        Assert.Contains("`token`", without.Error);
        Assert.Contains("RUNBOOK_PARAM_token", without.Error);
        Assert.DoesNotContain("`who`", without.Error);
        Assert.Contains("the secret parameter `token` is not given, or is not what the run was started with", wrong.Error);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Runs_are_for_their_owner_only()
    {
        _workplace.Write("steps:\n  - id: one\n    run: echo one\n");

        await _workplace.ExpectAsync(0, "execute", "small.yaml");

        Assert.All(
            Directory.GetDirectories(_workplace.State, "*", SearchOption.AllDirectories),
            folder => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder)));
    }
}

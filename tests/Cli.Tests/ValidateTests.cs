using System.Text;
using System.Text.Json.Nodes;

namespace MeshRunbook.Cli.Tests;

public sealed class ValidateTests : IDisposable
{
    private const string Good = "steps:\n  - id: one\n    run: echo one\n";
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task Twelve_mistakes_are_shown_at_once_each_at_its_place()
    {
        var file = Repository.At("tests", "Cases", "twelve-mistakes", "runbook.yaml");

        var result = await _workplace.ExpectAsync(3, "validate", file);

        string[] places = ["4:9", "5:12", "9:50", "12:62", "14:9", "16:5", "20:18", "22:21", "24:68", "28:14", "30:18", "31:5"];
        Assert.All(places, place => Assert.Contains($"--> {file}:{place}\n", result.Error));
        Assert.Equal(12, result.Error.Split("error[RB").Length - 1);
        Assert.EndsWith("12 mistakes in 1 runbook\n", result.Error);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_program_gets_the_same_mistakes_as_json()
    {
        var result = await _workplace.ExpectAsync(3, "validate", Repository.At("tests", "Cases", "twelve-mistakes", "runbook.yaml"), "-o", "json");

        var json = JsonNode.Parse(result.Output)!;
        Assert.False((bool)json["valid"]!);
        Assert.Equal(12, json["diagnostics"]!.AsArray().Count);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_valid_runbook_is_said_to_be_valid()
    {
        _workplace.Write(Good);

        var result = await _workplace.ExpectAsync(0, "validate", "small.yaml");

        Assert.Equal("small.yaml is valid\n", result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Of_a_folder_the_runbooks_are_checked_and_nothing_else()
    {
        _workplace.Write(Good, "a");
        _workplace.Write(Good, "b");
        _workplace.Folder.Write("values.yaml", "just: values\n");

        var valid = await _workplace.ExpectAsync(0, "validate", ".");
        _workplace.Write("steps: none\n", "c");
        var invalid = await _workplace.ExpectAsync(3, "validate", ".");

        Assert.Equal("2 runbooks are valid\n", valid.Output);
        Assert.Contains("c.yaml:4:8", invalid.Error);
        Assert.EndsWith("1 mistake in 3 runbooks\n", invalid.Error);
    }

    [Fact]
    public async Task A_folder_without_runbooks_and_a_file_that_is_not_there_are_misuse()
    {
        Directory.CreateDirectory(_workplace.Folder["bare"]);

        var missing = await _workplace.ExpectAsync(2, "validate", "nowhere.yaml");
        var bare = await _workplace.ExpectAsync(2, "validate", "bare");
        var folder = await _workplace.ExpectAsync(2, "execute", "bare");

        Assert.StartsWith("error: there is no file `nowhere.yaml`\nhelp: ", missing.Error);
        Assert.StartsWith("error: there is no runbook in `bare`\nhelp: ", bare.Error);
        Assert.StartsWith("error: `bare` is a folder\nhelp: ", folder.Error);
    }

    [Theory]
    [InlineData("", "RB01")]
    [InlineData("\0\0\0", "RB01")]
    [InlineData("apiVersion: \u0000", "RB01")]
    [InlineData("- just\n- a list\n", "RB0")]
    [InlineData("a: &a [*a]\n", "RB0")]
    [InlineData("{{{{{{{{", "RB0")]
    public async Task A_file_that_is_no_runbook_is_a_diagnostic(string text, string code)
    {
        _workplace.Folder.Write("odd.yaml", text);

        var result = await _workplace.ExpectAsync(3, "validate", "odd.yaml");

        Assert.Contains($"error[{code}", result.Error);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_and_files_that_are_too_long_are_diagnostics()
    {
        await File.WriteAllBytesAsync(_workplace.Folder["latin1.yaml"], [.. Encoding.ASCII.GetBytes("title: caf"), 0xe9, 0x0a], TestContext.Current.CancellationToken);
        _workplace.Folder.Write("long.yaml", new string('#', 2 * 1024 * 1024));

        var latin = await _workplace.ExpectAsync(3, "validate", "latin1.yaml");
        var tooLong = await _workplace.ExpectAsync(3, "validate", "long.yaml");
        var executed = await _workplace.ExpectAsync(3, "execute", "latin1.yaml");

        Assert.Contains("error[RB01", latin.Error);
        Assert.Contains("error[RB01", tooLong.Error);
        Assert.True(tooLong.Error.Length < 2000);
        Assert.Contains("nothing was run", executed.Error);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_said_to_be_so()
    {
        // Nobody, not even root, may read at the start of a process's memory.
        var result = await _workplace.ExpectAsync(2, "validate", "/proc/self/mem");

        Assert.StartsWith("error: `/proc/self/mem` cannot be read: ", result.Error);
    }
}

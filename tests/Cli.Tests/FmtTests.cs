namespace MeshRunbook.Cli.Tests;

public sealed class FmtTests : IDisposable
{
    private const string Canonical = """
        # Kept.
        apiVersion: meshrunbook/v1
        kind: Runbook
        metadata: {name: small, version: 1.0.0, title: Small}
        steps:
          - id: one
            run: kubectl version # asks

        """;

    private const string Loose = """
        # Kept.
        kind: "Runbook"
        apiVersion: meshrunbook/v1
        metadata: {version: 1.0.0,   name: small, title: 'Small'}
        steps:
        -   run:   kubectl version   # asks
            id: one
        """;

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_runbook_is_rewritten_and_keeps_its_comments_and_its_mode()
    {
        var file = _workplace.Folder.Write("small.yaml", Loose);

        var result = await _workplace.ExpectAsync(0, "fmt", "small.yaml");
        var again = await _workplace.ExpectAsync(0, "fmt", "small.yaml");

        Assert.Equal(Canonical, File.ReadAllText(file));
        Assert.Equal("small.yaml\n", result.Output);
        Assert.Equal("", again.Output);
        Assert.Equal(["small.yaml"], Directory.GetFiles(_workplace.Folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Check_lists_what_would_change_and_changes_nothing()
    {
        _workplace.Folder.Write("a/loose.yaml", Loose);
        _workplace.Folder.Write("a/canonical.yaml", Canonical);
        // What says on its first lines that it is something else is left alone.
        _workplace.Folder.Write("a/other.yaml", "b:   c\n");

        var result = await _workplace.ExpectAsync(1, "fmt", "--check", "a");
        await _workplace.ExpectAsync(0, "fmt", "--check", "a/canonical.yaml");

        Assert.Equal(Loose, File.ReadAllText(_workplace.Folder["a/loose.yaml"]));
        Assert.Equal("a/loose.yaml\n", result.Output);
    }

    [Fact]
    public async Task Diff_shows_what_would_change_and_changes_nothing()
    {
        _workplace.Folder.Write("small.yaml", Loose);

        var result = await _workplace.ExpectAsync(0, "fmt", "--diff", "small.yaml");

        Assert.Contains("\n-kind: \"Runbook\"\n", result.Output);
        Assert.Contains("\n+kind: Runbook\n", result.Output);
        Assert.Contains("\n # Kept.\n", result.Output);
        Assert.Equal(Loose, File.ReadAllText(_workplace.Folder["small.yaml"]));
    }

    [Fact]
    public async Task What_is_not_YAML_is_refused_with_its_place_and_left_as_it_is()
    {
        _workplace.Folder.Write("broken.yaml", "kind: Runbook\na: [\n");

        var result = await _workplace.ExpectAsync(3, "fmt", "broken.yaml");

        Assert.Contains("broken.yaml:2", result.Error);
        Assert.Equal("kind: Runbook\na: [\n", File.ReadAllText(_workplace.Folder["broken.yaml"]));
    }

    [Fact]
    public async Task A_runbook_from_standard_input_goes_to_standard_output()
    {
        _workplace.Folder.Write("small.yaml", Loose);
        await using var program = RunningProgram.Start("bash", ["-c", $"\"{Programs.Runbook}\" fmt - < small.yaml"], _workplace.Folder.Path, _workplace.Environment);

        var result = await program.EndAsync();

        Assert.Equal(Canonical, result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_new_runbook_is_valid_and_in_canonical_form()
    {
        var made = await _workplace.ExpectAsync(0, "new", "ops/restart-shop");
        await _workplace.ExpectAsync(0, "validate", "ops/restart-shop.yaml");
        await _workplace.ExpectAsync(0, "fmt", "--check", "ops/restart-shop.yaml");

        var text = File.ReadAllText(_workplace.Folder["ops/restart-shop.yaml"]);
        Assert.StartsWith("# yaml-language-server: $schema=", text);
        Assert.Contains("\n  name: restart-shop\n", text);
        Assert.StartsWith("ops/restart-shop.yaml\n", made.Output);
    }

    [Fact]
    public async Task A_new_runbook_overwrites_nothing_and_has_a_proper_name()
    {
        _workplace.Folder.Write("small.yaml", "mine\n");

        var there = await _workplace.ExpectAsync(2, "new", "small");
        var name = await _workplace.ExpectAsync(2, "new", "Small_One");
        await _workplace.ExpectAsync(0, "new", "small", "--output", "other.yaml");

        Assert.Contains("`small.yaml` is there already", there.Error);
        Assert.Equal("mine\n", File.ReadAllText(_workplace.Folder["small.yaml"]));
        Assert.Contains("cannot be the name of a runbook", name.Error);
        await _workplace.ExpectAsync(0, "validate", "other.yaml");
    }
}

namespace MeshRunbook.Cli.Tests;

public sealed class StateFolderTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public StateFolderTests() => _workplace.Write("steps:\n  - id: one\n    run: echo one\n");

    public void Dispose() => _workplace.Dispose();

    [Theory]
    [InlineData("small.yaml")]
    [InlineData("small.yaml/deeper")]
    public async Task A_file_is_no_state_folder(string folder)
    {
        var list = await _workplace.ExpectAsync(2, "list", "--state", folder);
        var executed = await _workplace.ExpectAsync(2, "execute", "small.yaml", "--state", folder);

        Assert.Equal(list.Error, executed.Error);
        Assert.StartsWith($"error: the state folder `{folder}` cannot be: ", list.Error);
        Assert.EndsWith("help: name another: --state DIR\n", list.Error);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_refused_with_its_name()
    {
        // Not even root can make a folder here.
        var executed = await _workplace.ExpectAsync(5, "execute", "small.yaml", "--state", "/proc/state");
        var list = await _workplace.ExpectAsync(0, "list", "--state", "/proc/state");

        Assert.Contains("/proc/state", executed.Error);
        Assert.Equal("no run has been started yet\n", list.Output);
    }

    [Fact]
    public async Task A_state_folder_without_a_name_is_misuse() =>
        Assert.StartsWith("error: the state folder has no name\n", (await _workplace.ExpectAsync(2, "list", "--state", "")).Error);

    [Fact]
    public async Task A_state_folder_is_made_where_it_is_named_and_nothing_elsewhere()
    {
        await _workplace.ExpectAsync(0, "execute", "small.yaml", "--state", "some/where");

        Assert.True(Directory.Exists(_workplace.Folder["some/where/runs"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_workplace.Folder["some/where"]));
        Assert.False(Directory.Exists(_workplace.State));
        Assert.Empty(Directory.GetFileSystemEntries(_workplace.Folder["home"]));
    }
}

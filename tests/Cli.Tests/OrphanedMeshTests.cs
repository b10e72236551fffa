using System.Globalization;

namespace MeshRunbook.Cli.Tests;

/// <summary>No simulated mesh is left behind by an engine that was killed, unless somebody can go on with its run.</summary>
public sealed class OrphanedMeshTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_mesh_ends_with_its_parent_and_stays_while_it_is_kept()
    {
        var kept = _workplace.Folder["kept"];
        Directory.CreateDirectory(kept);
        await File.WriteAllTextAsync(Path.Combine(kept, "keep"), "");
        await using var parent = RunningProgram.Start("sleep", ["300"], _workplace.Folder.Path, _workplace.Environment);
        await using var orphan = Up("orphan", parent.Id);
        await using var resumable = Up("kept", parent.Id);
        await orphan.PrintedAsync("ready");
        await resumable.PrintedAsync("ready");

        await parent.KillAsync();
        var ended = await orphan.EndAsync();
        var stayed = Commands.IsRunning(resumable.Id);
        // Another engine takes the mesh over, and dies as well.
        await using (var second = RunningProgram.Start("sleep", ["300"], _workplace.Folder.Path, _workplace.Environment))
            await File.WriteAllTextAsync(Path.Combine(kept, "keep"), second.Id.ToString(CultureInfo.InvariantCulture));
        await resumable.EndAsync();

        Assert.Equal(0, ended.ExitCode);
        Assert.True(stayed);
    }

    [Fact]
    public async Task A_rehearsal_names_itself_the_parent_of_its_mesh()
    {
        Executable("meshsim", "#!/bin/sh\necho \"$@\" > started\nn=0; while [ -d home ] && [ $n -lt 600 ]; do n=$((n+1)); sleep 0.1; done\n");
        _workplace.Environment["RUNBOOK_MESHSIM"] = _workplace.Folder["meshsim"];
        await using var engine = _workplace.Start("rehearse", Repository.At("runbooks", "distribute-root.yaml"));

        await Workplace.UntilAsync(() => File.Exists(_workplace.Folder["started"]) && File.ReadAllText(_workplace.Folder["started"]).EndsWith('\n'), "a mesh");
        await engine.SignalAsync("KILL");

        Assert.EndsWith($" --parent {engine.Id}\n", File.ReadAllText(_workplace.Folder["started"]));
    }

    [Fact]
    public async Task A_rehearsal_that_is_over_ends_its_mesh_without_another_program()
    {
        // A bare Debian has no program `kill`.
        var call = $"#!/bin/sh\necho \"$@\" > {_workplace.Folder["called"]}\n";
        Executable("bin/kill", call);
        Executable("meshsim", $"#!/bin/sh\n[ \"$1\" != up ] || echo $$ > {_workplace.Folder["pid"]}\nexec {Programs.Meshsim} \"$@\"\n");
        _workplace.Environment["PATH"] = $"{_workplace.Folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        _workplace.Environment["RUNBOOK_MESHSIM"] = _workplace.Folder["meshsim"];
        _workplace.Folder.Write("mesh.yaml", "clusters: [{name: east, context: east, namespaces: [{name: shop}]}]\nrehearsal: {}\n");
        var runbook = _workplace.Write("steps:\n  - {id: look, verify: {that: true}}\n");

        await _workplace.ExpectAsync(0, "rehearse", runbook, "--scenario", "mesh.yaml");

        Assert.False(File.Exists(_workplace.Folder["called"]));
        Assert.False(Commands.IsRunning(int.Parse(File.ReadAllText(_workplace.Folder["pid"]), CultureInfo.InvariantCulture)));
    }

    private void Executable(string name, string script)
    {
        _workplace.Folder.Write(name, script);
        File.SetUnixFileMode(_workplace.Folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private RunningProgram Up(string folder, int parent) => RunningProgram.Start(
        Programs.Meshsim,
        ["up", "--dir", folder, "--scenario", Repository.At("runbooks", "scenarios", "distribute-root.yaml"), "--parent", parent.ToString(CultureInfo.InvariantCulture)],
        _workplace.Folder.Path, _workplace.Environment);
}

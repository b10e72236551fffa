using System.Reflection;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;
using MeshRunbook.Mesh;
using MeshRunbook.Storage;

namespace MeshRunbook.Cli;

/// <summary>The engine and the world, put together by hand. The only place that knows all of both.</summary>
internal sealed class Wiring : IAsyncDisposable
{
    private readonly MeshConditions _mesh;

    public Wiring(string stateFolder)
    {
        Time = TimeProvider.System;
        Folder = StateFolder.Checked(stateFolder);
        Store = new FileRunStore(Folder, Time);
        Commands = new ProcessCommands(Time);
        _mesh = Mesh(Commands, Time);
        Conditions = new ConditionSet([new That(), new CommandCondition(Commands), new HttpCondition(), .. _mesh.All]);
        Engine = new EngineIdentity(Actor, Environment.MachineName, Environment.ProcessId, Version);
    }

    public static string Version { get; } =
        typeof(Wiring).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Who works here, as user@host; under sudo the person behind it.</summary>
    public static string Actor { get; } =
        $"{(Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } user ? user : Environment.UserName)}@{Environment.MachineName}";

    /// <summary>The full path of the folder in which runs live.</summary>
    public string Folder { get; }

    public TimeProvider Time { get; }

    public IRunStore Store { get; }

    public ICommands Commands { get; }

    public ConditionSet Conditions { get; }

    public EngineIdentity Engine { get; }

    /// <summary>Tells clusters from each other.</summary>
    public ClusterIdentities Identities => _mesh.Identities;

    /// <summary>What looks at clusters. RUNBOOK_ISTIOCTL names an istioctl to ask all proxies with, in place of port-forward.</summary>
    public static MeshConditions Mesh(ICommands commands, TimeProvider time) => new(commands, time, new MeshOptions
    {
        Istioctl = Environment.GetEnvironmentVariable("RUNBOOK_ISTIOCTL") is { Length: > 0 } program ? program : null,
    });

    public async ValueTask DisposeAsync()
    {
        await _mesh.DisposeAsync();
    }
}

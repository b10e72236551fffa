using System.Collections.Immutable;
using System.Text;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Trust;

/// <summary>Asks a proxy with <c>istioctl proxy-config secret -o json</c>, a process for each.</summary>
internal sealed class AskingWithIstioctl(ICommands commands, MeshOptions options, ProxyAccess.Istioctl access) : IProxyAsking
{
    public async Task<(ReadOnlyMemory<byte> Printed, string? Problem)> AskAsync(ClusterName cluster, Pod pod, CancellationToken cancellation)
    {
        ImmutableArray<string> arguments =
            [access.Program, "proxy-config", "secret", pod.Meta.Name, "-n", pod.Meta.Namespace, "-o", "json", .. cluster.Flags];
        var result = await commands.RunAsync(new(arguments, options.Environment, Surveyor.Patience), cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (result.End == CommandEnd.NotStarted)
            throw new CannotTellException(
                $"{access.Program} cannot be started: {result.Problem} (it is needed because {access.Reason})",
                "put the folder into PATH to which asmcli linked istioctl (its --output_dir), or name the program: istioctl: PATH");
        if (result.End == CommandEnd.TimedOut) return (default, $"does not answer within {Surveyor.Patience.TotalSeconds:0} s");
        if (result.ExitCode != 0) return (default, $"does not answer ({Silence.Of(result.Error, "istioctl says nothing")})");
        if (result.OutputTruncated) return (default, "answers with more than can be read");
        // Warnings may stand before the JSON.
        return (Encoding.UTF8.GetBytes(result.Output[Math.Max(0, result.Output.IndexOf('{', StringComparison.Ordinal))..]), null);
    }
}

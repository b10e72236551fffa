using System.Collections.Concurrent;
using System.Collections.Immutable;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Conditions;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Trust;

/// <summary>Asks every proxy for its secrets, many at a time, with one istioctl for each.</summary>
internal sealed class Surveyor(ICommands commands, TimeProvider time, MeshOptions options)
{
    private const int Rounds = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A pod that does not answer is asked again, unless it is gone by then; the pod that took its place is asked too.</summary>
    /// <param name="istioctl">The program, by name or path.</param>
    public async Task<Survey> AskAsync(KubernetesCluster cluster, PodScope scope, string istioctl, CancellationToken cancellation)
    {
        var reader = new ProxySecretsReader();
        var answered = new ConcurrentDictionary<string, ProxyReading>();
        for (var round = 1; ; round++)
        {
            var living = await scope.ReadAsync(cluster, cancellation);
            var proxies = living.Pods.Where(pod => pod.HasProxy).ToList();
            var open = proxies.Where(pod => !answered.ContainsKey(Key(pod)));
            var silent = await RoundAsync(cluster.Name, istioctl, open, reader, answered, cancellation);
            if (silent.IsEmpty || round == Rounds)
                return new([.. proxies.Select(pod => answered.GetValueOrDefault(Key(pod)) ?? silent[Key(pod)])], living);
            await Task.Delay(Pause, time, cancellation);
        }
    }

    private async Task<ConcurrentDictionary<string, ProxyReading>> RoundAsync(
        ClusterName cluster, string istioctl, IEnumerable<Pod> pods, ProxySecretsReader reader,
        ConcurrentDictionary<string, ProxyReading> answered, CancellationToken cancellation)
    {
        var silent = new ConcurrentDictionary<string, ProxyReading>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(pods, parallel, async (pod, token) =>
        {
            // Where nobody at all answers, asking the other thousand would only take time.
            var hopeless = answered.IsEmpty && silent.Count >= 2 * options.Parallelism;
            var reading = hopeless ? new(pod, null, "was not asked, because no proxy answers")
                : await AskAsync(cluster, istioctl, pod, reader, token);
            (reading.Secrets is null ? silent : answered)[Key(pod)] = reading;
        });
        return silent;
    }

    private async Task<ProxyReading> AskAsync(
        ClusterName cluster, string istioctl, Pod pod, ProxySecretsReader reader, CancellationToken cancellation)
    {
        if (pod.Phase != "Running") return new(pod, null, $"is {pod.Phase.ToLowerInvariant()}");
        ImmutableArray<string> arguments =
            [istioctl, "proxy-config", "secret", pod.Meta.Name, "-n", pod.Meta.Namespace, "-o", "json", .. cluster.Flags];
        var result = await commands.RunAsync(new(arguments, options.Environment, Patience), cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (result.End == CommandEnd.NotStarted)
            throw new CannotTellException(
                $"{istioctl} cannot be started: {result.Problem}",
                "put the folder into PATH to which asmcli linked istioctl (its --output_dir), or name the program: istioctl: PATH");
        if (result.End == CommandEnd.TimedOut) return new(pod, null, $"does not answer within {Patience.TotalSeconds:0} s");
        if (result.ExitCode != 0) return new(pod, null, $"does not answer ({LastLine(result.Error)})");
        if (result.OutputTruncated) return new(pod, null, "answers with more than can be read");
        var (secrets, problem) = reader.Read(result.Output);
        return new(pod, secrets, problem);
    }

    private static string LastLine(string error)
    {
        const int longest = 200;
        var line = error.Split('\n').Select(text => text.Trim()).LastOrDefault(text => text.Length > 0) ?? "istioctl says nothing";
        return line.Length <= longest ? line : line[..longest] + "...";
    }

    private static string Key(Pod pod) => pod.Meta.Uid.Length > 0 ? pod.Meta.Uid : pod.ToString();
}

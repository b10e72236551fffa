using System.Collections.Concurrent;
using MeshRunbook.Execution.Commands;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Conditions;
using MeshRunbook.Mesh.Objects;

namespace MeshRunbook.Mesh.Trust;

/// <summary>Asks every proxy for its secrets, many at a time: through port-forward where the cluster lets us, with istioctl otherwise.</summary>
internal sealed class Surveyor(IClusterApi api, ICommands commands, TimeProvider time, MeshOptions options)
{
    /// <summary>How long one proxy may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int Rounds = 3;
    private const string ByDefault = "istioctl";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<ClusterName, string> _refusals = new();

    /// <summary>A pod that does not answer is asked again, unless it is gone by then; the pod that took its place is asked too.</summary>
    /// <param name="istioctl">The program to ask with, by name or path, in place of port-forward; null to leave the choice to the cluster.</param>
    /// <param name="progress">Told of each proxy that was asked; from several threads.</param>
    public async Task<Survey> AskAsync(
        KubernetesCluster cluster, PodScope scope, string? istioctl, CancellationToken cancellation, Action<SurveyProgress>? progress = null)
    {
        var answered = new ConcurrentDictionary<string, ProxyReading>();
        var reader = new ProxySecretsReader();
        for (var round = 1; ; round++)
        {
            var living = await scope.ReadAsync(cluster, cancellation);
            var proxies = living.Pods.Where(pod => pod.HasProxy).ToList();
            var open = proxies.Where(pod => !answered.ContainsKey(Key(pod))).ToList();
            var silent = await new Round(this, cluster.Name, istioctl ?? options.Istioctl, reader, answered)
            {
                Progress = (asked, access) => progress?.Invoke(new(open.Count, asked, round, access.ToString())),
            }.AskAsync(open, cancellation);
            if (silent.IsEmpty || round == Rounds)
                return new([.. proxies.Select(pod => answered.GetValueOrDefault(Key(pod)) ?? silent[Key(pod)])], living)
                {
                    Access = Access(cluster.Name, istioctl ?? options.Istioctl),
                };
            await Task.Delay(Pause, time, cancellation);
        }
    }

    private ProxyAccess Access(ClusterName cluster, string? istioctl) =>
        istioctl is not null ? new ProxyAccess.Istioctl(istioctl, "as it was asked for")
        : _refusals.TryGetValue(cluster, out var reason) ? new ProxyAccess.Istioctl(ByDefault, reason)
        : new ProxyAccess.PortForward();

    private static string Key(Pod pod) => pod.Meta.Uid.Length > 0 ? pod.Meta.Uid : pod.ToString();

    /// <summary>One round of asking all that have not answered yet.</summary>
    private sealed class Round(
        Surveyor surveyor, ClusterName cluster, string? istioctl, ProxySecretsReader reader, ConcurrentDictionary<string, ProxyReading> answered)
    {
        private readonly ConcurrentDictionary<string, ProxyReading> _silent = new();
        private int _asked;

        public required Action<int, ProxyAccess> Progress { get; init; }

        public async Task<ConcurrentDictionary<string, ProxyReading>> AskAsync(List<Pod> pods, CancellationToken cancellation)
        {
            // The first one shows in which way the others can be asked.
            if (pods.Count > 0) await NoteAsync(pods[0], cancellation);
            var options = surveyor.AtATime(surveyor.Access(cluster, istioctl), cancellation);
            await Parallel.ForEachAsync(pods.Skip(1), options, async (pod, token) =>
            {
                // Where nobody at all answers, asking the other thousand would only take time.
                if (answered.IsEmpty && _silent.Count >= 2 * options.MaxDegreeOfParallelism)
                    _silent[Key(pod)] = new(pod, null, "was not asked, because no proxy answers");
                else await NoteAsync(pod, token);
            });
            return _silent;
        }

        private async Task NoteAsync(Pod pod, CancellationToken cancellation)
        {
            var reading = await AskAsync(pod, cancellation);
            (reading.Secrets is null ? _silent : answered)[Key(pod)] = reading;
            Progress(Interlocked.Increment(ref _asked), surveyor.Access(cluster, istioctl));
        }

        private async Task<ProxyReading> AskAsync(Pod pod, CancellationToken cancellation)
        {
            if (pod.Phase != "Running") return new(pod, null, $"is {pod.Phase.ToLowerInvariant()}");
            var (printed, problem) = await PrintedAsync(pod, cancellation);
            if (problem is not null) return new(pod, null, problem);
            var (secrets, unreadable) = reader.Read(printed);
            return new(pod, secrets, unreadable);
        }

        private async Task<(ReadOnlyMemory<byte> Printed, string? Problem)> PrintedAsync(Pod pod, CancellationToken cancellation)
        {
            try
            {
                return await surveyor.Asking(surveyor.Access(cluster, istioctl)).AskAsync(cluster, pod, cancellation);
            }
            catch (PortForwardRefusedException refused)
            {
                surveyor._refusals.TryAdd(cluster, refused.Message);
                return await surveyor.Asking(surveyor.Access(cluster, istioctl)).AskAsync(cluster, pod, cancellation);
            }
        }
    }

    private IProxyAsking Asking(ProxyAccess access) => access switch
    {
        ProxyAccess.PortForward => new AskingThroughPortForward(api, time),
        ProxyAccess.Istioctl istioctl => new AskingWithIstioctl(commands, options, istioctl),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private ParallelOptions AtATime(ProxyAccess access, CancellationToken cancellation) => new()
    {
        MaxDegreeOfParallelism = access is ProxyAccess.PortForward ? options.Connections : options.Parallelism,
        CancellationToken = cancellation,
    };
}

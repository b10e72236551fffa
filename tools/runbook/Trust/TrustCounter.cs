using System.Collections.Concurrent;
using MeshRunbook.Mesh.Cluster;
using MeshRunbook.Mesh.Trust;

namespace MeshRunbook.Cli.Trust;

/// <summary>Says on standard error what is being done: a counter in a terminal, a line for each stage elsewhere.</summary>
internal sealed class TrustCounter : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly bool IsTerminal =
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly ConcurrentDictionary<ClusterName, SurveyProgress> _asked = new();
    private readonly ITimer? _timer;
    private bool _isDrawn;
    private bool _isOver;

    public TrustCounter(TimeProvider time)
    {
        _time = time;
        _begun = time.GetTimestamp();
        if (IsTerminal) _timer = time.CreateTimer(_ => Draw(), null, Pause, Pause);
    }

    public void Begin(ClusterName cluster) => Say($"{cluster}: reading pods");

    public void Note(ClusterName cluster, SurveyProgress progress)
    {
        var isNew = !_asked.TryGetValue(cluster, out var before) || before.Round != progress.Round || before.AskedThrough != progress.AskedThrough;
        _asked[cluster] = progress;
        if (isNew) Say($"{cluster}: asking {Words.Count(progress.Proxies, "proxy", "proxies")}{(progress.Round > 1 ? " again" : "")} through {progress.AskedThrough}");
    }

    public void End(ClusterName cluster, ClusterTrust trust)
    {
        var silent = trust.Pods.Count(pod => pod.IsSilent);
        Say($"{cluster}: {Words.Number(trust.Proxies - silent)} of {Words.Count(trust.Proxies, "proxy", "proxies")} answered "
            + $"after {Words.Duration(_time.GetElapsedTime(_begun))}");
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            _isOver = true;
            Clear();
        }
    }

    private void Say(string line)
    {
        lock (_lock)
        {
            Clear();
            Console.Error.WriteLine(Printable.Of(line));
        }
    }

    private void Draw()
    {
        lock (_lock)
        {
            if (_isOver || _asked.IsEmpty) return;
            var (asked, all) = (_asked.Values.Sum(one => one.Asked), _asked.Values.Sum(one => one.Proxies));
            Console.Error.Write($"\r{Words.Number(asked)} of {Words.Number(all)} asked, {Words.Duration(_time.GetElapsedTime(_begun))}\u001b[K");
            _isDrawn = true;
        }
    }

    private void Clear()
    {
        if (_isDrawn) Console.Error.Write("\r\u001b[K");
        _isDrawn = false;
    }
}

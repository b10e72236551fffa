using System.Runtime.InteropServices;

namespace MeshRunbook.Cli.Running;

/// <summary>Signals that stop a run: the first lets what runs finish, the second ends it. Both leave the run to be resumed.</summary>
internal sealed class Stopping : IDisposable
{
    private readonly CancellationTokenSource _soft = new();
    private readonly CancellationTokenSource _hard = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    /// <param name="noted">Told in words what a signal does.</param>
    public Stopping(Action<string> noted)
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT })
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                if (Interlocked.Increment(ref _signals) == 1)
                {
                    noted("stopping: nothing new is started, what runs may finish; once more to end it");
                    _soft.Cancel();
                }
                else if (!_hard.IsCancellationRequested)
                {
                    noted("ending what runs");
                    _hard.Cancel();
                }
            }));
    }

    public CancellationToken Soft => _soft.Token;

    public CancellationToken Hard => _hard.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _soft.Dispose();
        _hard.Dispose();
    }
}

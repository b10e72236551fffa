using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using MeshRunbook.Cli.Terminal.Progress;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Terminal;

/// <summary>A run as a picture at the end of the terminal, drawn anew when something has changed or a second has passed.</summary>
internal sealed class LiveDisplay : Display, IWatcher
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly LiveRegion _region;
    private readonly LastLines _printed = new();
    private readonly ConcurrentQueue<string> _notes = [];
    private readonly Lock _drawing = new();
    private readonly Symbols _symbols = Symbols.OfLocale(Environment.GetEnvironmentVariable);
    private readonly Stream _output = Console.OpenStandardOutput();
    private volatile bool _changed = true;
    private int _asking;
    private long _second;
    private Exception? _broken;
    private (RunState State, Tally Tally, string Id)? _run;
    private ITimer? _timer;
    private PosixSignalRegistration? _continued;

    /// <param name="waits">Whether the run stays at a gate although nobody is here to answer.</param>
    public LiveDisplay(TimeProvider time, bool waits = false)
    {
        _time = time;
        _region = new(Write, Screen.HasColour);
        People = Screen.HasKeyboard ? new Asking(this, new(Console.Out.WriteLine)) : new Absent(waits, _ => { });
    }

    public override IWatcher Watcher => this;

    public override IPeople People { get; }

    private static (int Width, int Height) Size => (Math.Max(1, Console.WindowWidth), Math.Max(2, Console.WindowHeight));

    public override void Begin(IRun run, RunState state)
    {
        _run = (state, new Tally(state), run.Record.Id);
        // Whoever stopped the program and takes it up again has written over the picture meanwhile.
        if (!OperatingSystem.IsWindows()) _continued = PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Task.Run(Forget));
        _timer = _time.CreateTimer(_ => Tick(), null, TimeSpan.Zero, Interval);
    }

    // Only taken down here: a terminal that is held up must hold up neither the run nor a signal.
    public override void Note(string message) => _notes.Enqueue(message);

    public override void End()
    {
        _timer?.Dispose();
        _continued?.Dispose();
        lock (_drawing)
        {
            if (_run is not { } run) return;
            if (_broken is null) Try(() => Finish(run.State));
        }

        if (_broken is not null) Try(() => Console.Error.WriteLine($"the run could no longer be shown: {_broken.Message}"));
    }

    public void Recorded(Entry entry, RunState state)
    {
        lock (state.Sync) _run?.Tally.Recorded(entry.Event, state);
        switch (entry.Event)
        {
            case StepStarted started: _printed.Forget(started.Address); break;
            case StepFinished finished: _printed.Forget(finished.Address); break;
            case GateClosed closed: _printed.Forget(closed.Address); break;
            default: break;
        }

        _changed = true;
    }

    public void Printed(Address address, string line, bool isError)
    {
        _printed.Printed(address, line);
        _changed = true;
    }

    public void Noted(Address address, string message)
    {
        _printed.Noted(address, message);
        _changed = true;
    }

    private void Tick()
    {
        // Where a frame is still being written, the next tick draws what has changed since.
        if (!_drawing.TryEnter()) return;
        try
        {
            if (_broken is null) Try(Draw);
        }
        finally
        {
            _drawing.Exit();
        }
    }

    private void Draw()
    {
        SayNotes();
        var second = _time.GetUtcNow().ToUnixTimeSeconds();
        if (_asking > 0 || (!_changed && second == _second)) return;
        _second = second;
        _changed = false;
        var size = Size;
        _region.Draw(Lines(ProgressView.Lines, size), size);
    }

    private void Finish(RunState state)
    {
        SayNotes();
        var size = Size;
        _region.Replace(state.Started is null ? [] : Lines(FinalView.Lines, size), size);
    }

    private IReadOnlyList<StyledLine> Lines(Func<Scene, IReadOnlyList<StyledLine>> view, (int Width, int Height) size)
    {
        var (state, tally, id) = _run!.Value;
        // One cell stays free: a terminal whose last cell is written is about to begin a new row.
        var scene = new Scene(state, tally, _printed, id, _time.GetUtcNow(), size.Width - 1, size.Height, _symbols);
        lock (state.Sync) return view(scene);
    }

    private void SayNotes()
    {
        while (_notes.TryDequeue(out var note))
        {
            var size = Size;
            var width = size.Width - 1;
            _region.Say([.. GateText.Wrapped(note, width).Select(line => StyledLine.Fit(width, _symbols, new Piece(line, Tone.Attention)))], size);
        }
    }

    private void Forget()
    {
        lock (_drawing) _region.Leave();
        _changed = true;
    }

    private void Pause()
    {
        lock (_drawing)
        {
            _changed = true;
            if (_asking == 0 && _broken is null) Try(Draw);
            _asking++;
            _region.Leave();
        }
    }

    private void GoOn()
    {
        lock (_drawing) _asking--;
        _changed = true;
    }

    // Whatever is wrong with the picture is no reason to end the run that it shows.
    private void Try(Action draw)
    {
        try
        {
            draw();
        }
        catch (Exception problem)
        {
            _broken = problem;
        }
    }

    private void Write(string text)
    {
        _output.Write(Encoding.UTF8.GetBytes(text));
        _output.Flush();
    }

    /// <summary>Asks at the keyboard below the picture, which stands still meanwhile.</summary>
    private sealed class Asking(LiveDisplay display, AtTheKeyboard keyboard) : IPeople
    {
        public async Task<GateReply?> AskAsync(GateOpened gate, CancellationToken cancellation)
        {
            display.Pause();
            try
            {
                return await keyboard.AskAsync(gate, cancellation);
            }
            catch (OperationCanceledException)
            {
                // The cursor still stands behind the question.
                Console.Out.WriteLine();
                throw;
            }
            finally
            {
                display.GoOn();
            }
        }
    }
}

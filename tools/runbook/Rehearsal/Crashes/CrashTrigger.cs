using System.Diagnostics;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>Kills this process when a crash point is met. One death is lived through before the next: see <see cref="Record"/>.</summary>
internal sealed class CrashTrigger(Assignment assignment)
{
    private readonly HashSet<string> _openCommands = [];
    private readonly HashSet<string> _doubtful = [];
    private readonly Lock _dying = new();
    private bool _isArmed = true;

    /// <summary>The run whose engine this is.</summary>
    public string RunId { private get; set; } = "";

    /// <summary>The step whose command is about to start: its intent is recorded right before.</summary>
    public StepStarted? Command { get; private set; }

    /// <summary>Takes in what an engine that died has left: it was on its way with these steps.</summary>
    public void Find(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries) Follow(entry.Event);
        _doubtful.UnionWith(_openCommands);
        _isArmed = entries.Count == 0;
    }

    public void Meet(string moment, Event happened)
    {
        if (_isArmed) Meet(CrashPoint.Of(moment, happened));
    }

    /// <summary>How long the command may run, or null where the engine does not die during it.</summary>
    public TimeSpan? PatienceFor(StepStarted? command) =>
        _isArmed && command is not null && assignment.Points.TryGetValue(CrashPoint.DuringCommand(command).Name, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    /// <summary>
    /// Follows the run. After a death it may die again once no step is in doubt any more and one has ended since: so each crash
    /// is lived through by itself.
    /// </summary>
    public void Record(Event happened)
    {
        if (happened is StepStarted { Command: not null } started) Command = started;
        if (Follow(happened) && !_doubtful.Overlaps(_openCommands)) _isArmed = true;
    }

    public void Die(CrashPoint point)
    {
        // Steps side by side may both be about to kill it: one death is reported.
        lock (_dying)
        {
            File.AppendAllText(assignment.Report, $"{RunId} {point.Name}\n");
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private void Meet(CrashPoint point)
    {
        if (assignment.Points.ContainsKey(point.Name)) Die(point);
    }

    /// <summary>Whether a step has ended by the event.</summary>
    private bool Follow(Event happened)
    {
        switch (happened)
        {
            case StepStarted { Command: not null } e:
                _openCommands.Add(e.Address.Text);
                return false;
            case StepFinished e:
                _openCommands.Remove(e.Address.Text);
                return true;
            case StepDecided { Decision: not Decision.Retry } e:
                _openCommands.Remove(e.Address.Text);
                return true;
            default: return happened is StepSkipped or CheckpointReached or GateClosed;
        }
    }
}

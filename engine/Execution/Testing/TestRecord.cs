using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Language.Plans;

namespace MeshRunbook.Execution.Testing;

/// <summary>Notes which way a test's run goes.</summary>
internal sealed class TestRecord(Coverage coverage, CannedCommands commands) : IWatcher
{
    private readonly List<string> _steps = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _skipped = new(StringComparer.Ordinal);

    /// <summary>Steps and gates in the order in which they began, without steps that only hold others.</summary>
    public IReadOnlyList<string> Steps => _steps;

    public IReadOnlyCollection<string> Skipped => _skipped;

    public void Recorded(Entry entry, RunState state)
    {
        coverage.Take(entry.Event, state);
        switch (entry.Event)
        {
            case StepStarted e:
                var step = state.Find(e.Address)!;
                if (step.Step is RunStep or ShellStep) commands.Expect(step, e);
                if (!step.IsComposite) Began(e.Address);
                break;
            // Such a step failed before it could begin.
            case StepFinished { Result: not StepResult.Succeeded } e when !state.Find(e.Address)!.IsComposite: Began(e.Address); break;
            case CheckpointReached e: Began(e.Address); break;
            case GateOpened e: Began(e.Address); break;
            case StepSkipped e: _skipped.Add(e.Address.Text); break;
            default: break;
        }
    }

    public void Printed(Address address, string line, bool isError)
    {
        // What commands print is canned.
    }

    public void Noted(Address address, string message)
    {
        // What is noted changes nothing.
    }

    private void Began(Address address)
    {
        if (_seen.Add(address.Text)) _steps.Add(address.Text);
    }
}

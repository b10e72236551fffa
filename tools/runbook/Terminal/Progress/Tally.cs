using MeshRunbook.Execution;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Cli.Terminal.Progress;

/// <summary>How many steps are done and known, kept event by event so that no frame goes through all steps. Loops, branches and
/// calls count by what is inside them.</summary>
internal sealed class Tally
{
    private readonly HashSet<StepState> _done = [];
    private readonly HashSet<StepState> _opened = [];

    public Tally(RunState state)
    {
        Know(state.Root);
        foreach (var step in state.Steps) Take(step);
    }

    public int Done => _done.Count;

    public int Known { get; private set; }

    public void Recorded(Event happened, RunState state)
    {
        if (AddressOf(happened) is not { } address) return;
        var step = state.Find(address);
        if (step is null)
        {
            if (state.FindGate(address) is { } gate) Take(gate.Owner);
            return;
        }

        Take(step);
    }

    private void Take(StepState step)
    {
        if (step.IsComposite)
        {
            // The steps inside are known from when the loop or call begins.
            if (step.Blocks.Count > 0 && _opened.Add(step))
                foreach (var block in step.Blocks) Know(block);
        }
        else if (step.HasEnded)
        {
            _done.Add(step);
        }
        else
        {
            _done.Remove(step);
        }
    }

    private void Know(Block block) => Known += block.Steps.Count(step => !step.IsComposite);

    private static Address? AddressOf(Event happened) => happened switch
    {
        StepStarted e => e.Address,
        StepFinished e => e.Address,
        StepSkipped e => e.Address,
        StepDecided e => e.Address,
        LoopExpanded e => e.Address,
        CheckpointReached e => e.Address,
        GateClosed e => e.Address,
        _ => null,
    };
}

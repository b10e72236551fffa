using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;

namespace MeshRunbook.Execution.Running;

/// <summary>Sees a run as it happens: for progress on a screen.</summary>
public interface IWatcher
{
    /// <summary>An event was recorded; <paramref name="state"/> is the run after it.</summary>
    void Recorded(Entry entry, RunState state);

    /// <summary>A command printed a line; secrets are masked already.</summary>
    void Printed(Address address, string line, bool isError);

    /// <summary>Something that people should know and that is no event, such as what the engine waits for.</summary>
    void Noted(Address address, string message);
}

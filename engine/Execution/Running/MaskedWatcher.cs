using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Secrets;

namespace MeshRunbook.Execution.Running;

/// <summary>Passes on what happens; in what is said beside the events secrets are masked here.</summary>
internal sealed class MaskedWatcher(IWatcher watcher, Masker masker) : IWatcher
{
    public void Recorded(Entry entry, RunState state) => watcher.Recorded(entry, state);

    public void Printed(Address address, string line, bool isError) => watcher.Printed(address, line, isError);

    public void Noted(Address address, string message) => watcher.Noted(address, masker.Text(message));
}

using System.Text;
using MeshRunbook.Execution;
using MeshRunbook.Execution.Core;
using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;

namespace MeshRunbook.Cli.Terminal;

/// <summary>The journal's entries as they come, a line of JSON each.</summary>
internal sealed class JsonDisplay(bool waits) : Display, IWatcher
{
    public override IWatcher Watcher => this;

    public override IPeople People { get; } = new Absent(waits, _ => { });

    public override void Begin(IRun run, RunState state) { }

    public override void Note(string message) => Console.Error.WriteLine(message);

    public override void End() => Console.Out.Flush();

    public void Recorded(Entry entry, RunState state) => Console.Out.WriteLine(Encoding.UTF8.GetString(JournalFormat.Write(entry)));

    public void Printed(Address address, string line, bool isError) { }

    public void Noted(Address address, string message) => Console.Error.WriteLine($"{address}: {message}");
}

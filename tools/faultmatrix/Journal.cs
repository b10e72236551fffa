using System.Text.Json.Nodes;

namespace MeshRunbook.FaultMatrix;

/// <summary>What a run's journal says about attempts and gates.</summary>
internal sealed class Journal
{
    private readonly Dictionary<string, (DateTimeOffset Time, int Attempt)> _running = [];
    private readonly HashSet<string> _done = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _again = [];
    private readonly HashSet<string> _gates = [];
    private readonly List<string> _repeated = [];

    public Journal(string file)
    {
        var last = DateTimeOffset.MinValue;
        foreach (var line in File.ReadLines(file))
        {
            var entry = JsonNode.Parse(line)!;
            last = (DateTimeOffset)entry["time"]!;
            Take(entry["event"]!, last);
        }

        foreach (var (time, _) in _running.Values) _again.Add((time, last));
    }

    /// <summary>Addresses of the gates that wait for an answer.</summary>
    public IReadOnlyCollection<string> OpenGates => _gates;

    /// <summary>Steps that ran again after they were done, without anybody having decided so.</summary>
    public IReadOnlyList<string> Repeated => _repeated;

    /// <summary>Whether a step was being tried again then.</summary>
    public bool TriedAgain(DateTimeOffset time) => _again.Any(attempt => attempt.From <= time && time <= attempt.To);

    private void Take(JsonNode happened, DateTimeOffset time)
    {
        var address = (string?)happened["address"] ?? "";
        switch ((string)happened["event"]!)
        {
            case "stepStarted" when happened["arguments"] is null && happened["command"] is not null:
                if (_done.Contains(address)) _repeated.Add(address);
                _running[address] = (time, (int)happened["attempt"]!);
                break;
            case "stepFinished":
                if (_running.Remove(address, out var attempt) && attempt.Attempt > 1) _again.Add((attempt.Time, time));
                if ((string)happened["result"]! == "Succeeded") _done.Add(address);
                break;
            case "stepDecided": _done.Remove(address); break;
            case "gateOpened": _gates.Add(address); break;
            case "gateClosed": _gates.Remove(address); break;
            default: break;
        }
    }
}

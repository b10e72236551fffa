using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MeshRunbook.FaultMatrix;

/// <summary>Carries a runbook out as a person would: answers gates, repairs what is broken when the run has stopped, and resumes.</summary>
internal sealed partial class Player(Workshop workshop, Mesh mesh)
{
    private const int MostStops = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly List<string> _problems = [];
    private readonly List<Stop> _stops = [];
    private Trouble? _trouble;
    private int _moment;
    private bool _begun;

    /// <summary>How many steps have ended well.</summary>
    public int Steps { get; private set; }

    /// <summary>The run's id, once it is known.</summary>
    public string Run { get; private set; } = "";

    public IReadOnlyList<string> Problems => _problems;

    public IReadOnlyList<Stop> Stops => _stops;

    public string JournalFile => Path.Combine(mesh.Environment["RUNBOOK_STATE"], "runs", Run, "journal.jsonl");

    /// <summary>Lets something go wrong in the next run.</summary>
    /// <param name="moment">After how many steps.</param>
    public void Expect(Trouble trouble, int moment) => (_trouble, _moment) = (trouble, moment);

    /// <summary>Starts with these words, and goes on until the run is done or its gate has been rejected.</summary>
    public async Task<bool> PlayAsync(string[] begin, string rejects)
    {
        Run = "";
        await TroubleAsync();
        for (var words = begin; ;)
        {
            var ended = await StartAsync(words);
            switch (ended.Status)
            {
                case 0: return true;
                case 1 when rejects.Length > 0 && ended.Error.Contains($"`{rejects}`", StringComparison.Ordinal): return true;
                case 4:
                    foreach (var gate in new Journal(JournalFile).OpenGates) await AnswerAsync(gate, gate == rejects ? "reject" : "approve");
                    words = ["resume", Run];
                    break;
                case 1 or 5:
                    Judge(ended);
                    if (_stops.Count > MostStops || _trouble is null) return false;
                    await mesh.RepairAsync(_trouble);
                    words = Run.Length == 0 ? begin : WaysOn(ended.Error);
                    break;
                default:
                    _problems.Add($"exit status {ended.Status}: {LastLine(ended.Error)}");
                    return false;
            }
        }
    }

    private async Task<Ended> StartAsync(string[] words)
    {
        using var patience = new CancellationTokenSource(Patience);
        CancellationTokenRegistration end = default;
        var ended = await Programs.RunAsync(workshop.Runbook, words, mesh.Environment, PrintedAsync, process =>
        {
            var id = process.Id.ToString(CultureInfo.InvariantCulture);
            end = patience.Token.Register(() =>
            {
                _problems.Add($"`runbook {words[0]}` did not end within {Patience.TotalMinutes:0} min");
                // Twice: the first lets running commands finish, which these do not.
                using (Process.Start("kill", ["-INT", id])) Thread.Sleep(500);
                using (Process.Start("kill", ["-INT", id])) { }
            });
        });
        await end.DisposeAsync();
        await File.AppendAllTextAsync(Path.Combine(mesh.Home, "played.txt"), $"$ runbook {string.Join(' ', words)}\n{ended.Output}{ended.Error}exit status {ended.Status}\n\n");
        return ended;
    }

    private async Task PrintedAsync(string line)
    {
        if (RunLine().Match(line) is { Success: true } match) Run = match.Groups[1].Value;
        if (!DoneLine().IsMatch(line)) return;
        Steps++;
        await TroubleAsync();
    }

    private async Task TroubleAsync()
    {
        if (_begun || _trouble is null || Steps < _moment) return;
        _begun = true;
        await mesh.BeginAsync(_trouble);
    }

    private async Task AnswerAsync(string gate, string verb)
    {
        var ended = await Programs.RunAsync(workshop.Runbook, [verb, Run, gate, "--yes"], mesh.Environment);
        if (ended.Status != 0) _problems.Add($"`{gate}` could not be answered: {LastLine(ended.Error)}");
    }

    /// <summary>A stop is clear where it names the step, says what happened in words that fit, and says what to type.</summary>
    private void Judge(Ended ended)
    {
        var said = ended.Error;
        var what = Failure().Match(said) is { Success: true } failed ? failed.Value : LastLine(said);
        _stops.Add(new(ended.Status, what));
        if (_trouble is null || !_begun) _problems.Add($"stopped without a fault: {what}");
        else if (_stops.Count == 1 && !Regex.IsMatch(said, _trouble.Said)) _problems.Add($"does not say what happened ({_trouble.Said}): {what}");
        if (said.Contains("   at ", StringComparison.Ordinal) || said.Contains("Exception", StringComparison.Ordinal)) _problems.Add($"prints a trace: {what}");
        if (!Failure().IsMatch(said)) _problems.Add($"names no step: {what}");
        if (!said.Contains("runbook resume ", StringComparison.Ordinal) && !said.Contains("help: ", StringComparison.Ordinal)) _problems.Add($"does not say what to do: {what}");
        if (_stops.Count > MostStops) _problems.Add($"stopped {_stops.Count} times, last: {what}");
    }

    /// <summary>What the message says to type where it is about a step in doubt or one that has lost its effect; else plain resume.</summary>
    private string[] WaysOn(string said) =>
        Way().Match(said) is { Success: true } way ? ["resume", Run, way.Groups[1].Value, way.Groups[2].Value] : ["resume", Run];

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];

    [GeneratedRegex(@"^run ([0-9a-z-]+): ")]
    private static partial Regex RunLine();

    [GeneratedRegex(@"^[0-9:]+ [^ ]+: (done|checkpoint)")]
    private static partial Regex DoneLine();

    [GeneratedRegex(@"^(failed: `[^`]+`.*: .+|in doubt: `.+|error: .+)$", RegexOptions.Multiline)]
    private static partial Regex Failure();

    [GeneratedRegex(@"runbook resume [^ ]+ (--retry|--redo) ([^ \n]+)")]
    private static partial Regex Way();
}

/// <summary>A run that stopped: its exit status and the line that says why.</summary>
internal sealed record Stop(int Status, string Line);

using System.Text.Json;

namespace MeshRunbook.FaultMatrix;

/// <summary>Verdicts that outlive the program, a line of JSON each: a long matrix can be stopped and gone on with.</summary>
internal sealed class Results
{
    private readonly Lock _turn = new();
    private readonly string? _file;
    private readonly int _seed;
    private readonly Dictionary<int, Verdict> _known = [];

    /// <param name="file">Null to keep nothing.</param>
    public Results(string? file, int seed)
    {
        (_file, _seed) = (file, seed);
        if (file is null || !File.Exists(file)) return;
        foreach (var line in File.ReadLines(file))
        {
            var kept = JsonSerializer.Deserialize<Kept>(line)!;
            if (kept.Seed == seed) _known[kept.Number] = new(Case.Draw(seed, kept.Number), kept.Stops, kept.Problems, kept.Checked, kept.FailedProbes);
        }
    }

    /// <summary>The verdict on a case, or null where it has not been played.</summary>
    public Verdict? Of(int number) => _known.GetValueOrDefault(number);

    public Verdict Add(Verdict verdict)
    {
        if (_file is null || !verdict.IsPlayed) return verdict;
        var kept = new Kept(_seed, verdict.Case.Number, verdict.Stops, verdict.Problems, verdict.Checked, verdict.FailedProbes);
        lock (_turn) File.AppendAllText(_file, JsonSerializer.Serialize(kept) + "\n");
        return verdict;
    }

    private sealed record Kept(int Seed, int Number, IReadOnlyList<Stop> Stops, IReadOnlyList<string> Problems, long Checked, long FailedProbes);
}

namespace MeshRunbook.Cli.Rehearsal.Crashes;

/// <summary>A crash point after which the rehearsal went otherwise, also when the engine died there alone.</summary>
/// <param name="Folder">Where its runs and all that was printed are kept.</param>
internal sealed record Guilty(CrashPoint Point, Judgement Judgement, string Folder);

/// <summary>What has come of the crash points.</summary>
/// <param name="Events">In the journal of the rehearsal without a crash.</param>
/// <param name="All">All crash points of the rehearsal.</param>
internal sealed class Findings(int events, IReadOnlyList<CrashPoint> all)
{
    public int Events { get; } = events;

    public IReadOnlyList<CrashPoint> All { get; } = all;

    public List<CrashPoint> Good { get; } = [];

    public List<Guilty> Guilty { get; } = [];

    /// <summary>Crash points whose moment did not come again, and which are not counted.</summary>
    public List<CrashPoint> Missed { get; } = [];

    /// <summary>Mutations that were applied again because the step's probe had said that it had not done its work.</summary>
    public int AskedFor { get; set; }

    /// <summary>Rehearsals that were carried out, without the one without a crash.</summary>
    public int Rehearsals { get; set; }

    public int Count => Good.Count + Guilty.Count;

    public int Same => Good.Count + Guilty.Count(one => one.Judgement.IsSame);

    public int Repeated => Guilty.Sum(one => one.Judgement.Repeated);

    public bool AreGood => Count > 0 && Guilty.Count == 0;
}

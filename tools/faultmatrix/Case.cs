namespace MeshRunbook.FaultMatrix;

/// <summary>One case of the matrix.</summary>
/// <param name="Moment">When the fault begins, as a share of the steps that the run without a fault finishes; 0 is before the start.</param>
internal sealed record Case(int Number, Procedure Procedure, Trouble Trouble, double Moment)
{
    /// <summary>The same seed and number give the same case, whatever other cases there are.</summary>
    public static Case Draw(int seed, int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var procedure = Weighted(random);
        var trouble = Trouble.Draw(random, procedure);
        var moment = random.Next(8) == 0 ? 0 : Math.Round(random.NextDouble(), 2);
        // The installer and gcloud are called early only.
        return new(number, procedure, trouble, trouble.Kind is "asmcli fails" or "gcloud fails" ? 0 : moment);
    }

    public override string ToString() => $"{Number,3}  {Procedure,-32} {Trouble.Kind,-24} {Trouble.What} at {Moment:0%}";

    private static Procedure Weighted(Random random)
    {
        var left = random.Next(Procedure.All.Sum(one => one.Weight));
        foreach (var (procedure, weight) in Procedure.All)
        {
            if (left < weight) return procedure;
            left -= weight;
        }

        throw new System.Diagnostics.UnreachableException();
    }
}

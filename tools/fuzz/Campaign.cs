using System.Diagnostics;
using System.Globalization;

namespace MeshRunbook.Fuzz;

/// <summary>Many trials from one seed: the same seed makes the same inputs in the same order.</summary>
public sealed class Campaign(Trial trial, int seed)
{
    private const int Enough = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The only kind to try; null for all.</summary>
    public InputKind? Kind { get; init; }

    /// <summary>Where inputs are written that fail; null for nowhere.</summary>
    public string? Failures { get; init; }

    /// <summary>How many inputs were tried, and what is wrong with those that failed.</summary>
    public (int Inputs, IReadOnlyList<string> Failures) Run(int count, TimeSpan? time = null)
    {
        var failures = new List<string>();
        var clock = Stopwatch.StartNew();
        var inputs = 0;
        for (; inputs < count && failures.Count < Enough && (time is null || clock.Elapsed < time); inputs++)
        {
            var input = Make(inputs);
            using var hang = new Timer(_ => End(input), null, Patience, Timeout.InfiniteTimeSpan);
            if (trial.Run(input) is { } failure) failures.Add(Write(input, failure));
        }

        return (inputs, failures);
    }

    /// <summary>An input by its number.</summary>
    public Input Make(int number)
    {
        var random = new Random(HashOf(seed, number));
        var kind = Kind ?? random.Next(10) switch
        {
            0 => InputKind.Parameters,
            1 => InputKind.Value,
            2 or 3 => InputKind.Expression,
            4 => InputKind.Command,
            _ => InputKind.Runbook,
        };
        return new(kind, new Mutation(trial.Corpus, random).Make(kind));
    }

    /// <summary>Nothing can end a thread that does not: the input is kept and the program ends.</summary>
    private void End(Input input)
    {
        Write(input, $"no answer in {Patience.TotalSeconds} s");
        Environment.Exit(1);
    }

    private string Write(Input input, string failure)
    {
        var message = $"{input.Kind} failed: {failure}";
        if (Failures is not null)
        {
            Directory.CreateDirectory(Failures);
            var name = string.Create(CultureInfo.InvariantCulture, $"{input.Kind}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input.Bytes))[..12]}").ToLowerInvariant();
            var file = Path.Combine(Failures, name);
            File.WriteAllBytes(file, input.Bytes);
            message += $"\nagain: dotnet run --project tools/fuzz -- --kind {input.Kind.ToString().ToLowerInvariant()} --input {Path.GetRelativePath(Corpus.Root, file)}";
        }

        Console.Error.WriteLine(message);
        return message;
    }

    // The runtime's own hash differs from run to run.
    private static int HashOf(int seed, int number) => unchecked((seed * 486_187_739) ^ (number * 16_777_619));
}

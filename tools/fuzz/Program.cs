using System.Globalization;
using MeshRunbook.Fuzz;
using SharpFuzz;

const string Usage = """
    Mutates runbooks, parameter files, expressions and command lines, and checks what the compiler makes of them.

      fuzz [--count N] [--minutes M] [--seed S] [--kind runbook|parameters|value|expression|command]
      fuzz --kind KIND --input FILE     once more what failed
      fuzz --kind KIND --afl            one input from standard input, for afl-fuzz

    """;

var words = new Queue<string>(args);
int? count = null;
var seed = 1;
TimeSpan? time = null;
InputKind? kind = null;
string? input = null;
var isAfl = false;
try
{
    while (words.TryDequeue(out var word))
        switch (word)
        {
            case "--count": count = int.Parse(words.Dequeue(), CultureInfo.InvariantCulture); break;
            case "--seed": seed = int.Parse(words.Dequeue(), CultureInfo.InvariantCulture); break;
            case "--minutes": time = TimeSpan.FromMinutes(double.Parse(words.Dequeue(), CultureInfo.InvariantCulture)); break;
            case "--kind": kind = Enum.Parse<InputKind>(words.Dequeue(), ignoreCase: true); break;
            case "--input": input = words.Dequeue(); break;
            case "--afl": isAfl = true; break;
            default: throw new FormatException(word);
        }
}
catch (Exception problem) when (problem is FormatException or OverflowException or InvalidOperationException or ArgumentException)
{
    Console.Error.Write(Usage);
    return 2;
}

var trial = new Trial(Corpus.Load());
if (isAfl)
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        if (trial.Run(new(kind ?? InputKind.Runbook, memory.ToArray())) is { } failure) throw new InvalidOperationException(failure);
    });
    return 0;
}

if (input is not null)
{
    var failure = trial.Run(new(kind ?? InputKind.Runbook, File.ReadAllBytes(input)));
    Console.WriteLine(failure ?? "nothing is wrong");
    return failure is null ? 0 : 1;
}

var campaign = new Campaign(trial, seed) { Kind = kind, Failures = Path.Combine(Corpus.Root, "artifacts", "fuzz") };
var (inputs, failures) = campaign.Run(count ?? (time is null ? 2000 : int.MaxValue), time);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{inputs:N0} inputs, {failures.Count} failed"));
return failures.Count == 0 ? 0 : 1;

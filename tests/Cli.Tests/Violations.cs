namespace MeshRunbook.Cli.Tests;

/// <summary>All violations, rehearsed a few at a time from the first moment that one of them is asked for.</summary>
public sealed class Violations
{
    private readonly Dictionary<string, Task<Violation>> _all = Directory.EnumerateFiles(Violation.Folder, "*.yaml")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => Violation.RehearseAsync(RunbookOf(file), Path.GetFileNameWithoutExtension(file)));

    internal Task<Violation> OfAsync(string scenario) => _all[scenario];

    /// <summary>From the command line that the scenario's comment gives to people.</summary>
    private static string RunbookOf(string file) => File.ReadLines(file).Select(line => line.Split("runbook rehearse runbooks/", 2))
        .First(parts => parts.Length == 2)[1].Split(".yaml")[0];
}

using System.CommandLine;
using MeshRunbook.FaultMatrix;

var count = new Option<int>("--count") { Description = "How many cases", DefaultValueFactory = _ => 200 };
var seed = new Option<int>("--seed") { Description = "Draws the cases; the same seed gives the same ones", DefaultValueFactory = _ => 1 };
var only = new Option<int[]>("--only") { Description = "Only the cases of these numbers", HelpName = "N", AllowMultipleArgumentsPerToken = true };
var parallel = new Option<int>("--parallel") { Description = "Cases at a time", DefaultValueFactory = _ => Environment.ProcessorCount + 1 };
var report = new Option<string?>("--report") { Description = "Write the matrix as Markdown", HelpName = "FILE" };
var results = new Option<string?>("--results") { Description = "Keep each verdict in this file; cases that are in it already are not played again", HelpName = "FILE" };
var list = new Option<bool>("--list") { Description = "Show what would be done" };
var keep = new Option<bool>("--keep") { Description = "Keep the folders of cases that do not end well" };

var root = new RootCommand("Carries the shipped runbooks out on simulated meshes in which something goes wrong, takes the fault away where a run has "
    + "stopped, resumes it, and judges how it ended.\n\nExample:\n  tools/fault-matrix --count 20 --seed 7")
{ count, seed, only, parallel, report, results, list, keep };
root.SetAction(async parsed =>
{
    var (number, drawn) = (parsed.GetValue(count), parsed.GetValue(seed));
    var numbers = parsed.GetValue(only) is { Length: > 0 } chosen ? chosen : [.. Enumerable.Range(1, number)];
    if (parsed.GetValue(list))
    {
        foreach (var one in numbers) Console.Out.WriteLine(Case.Draw(drawn, one));
        return 0;
    }

    using var matrix = new Matrix(new Workshop(Workshop.FindRoot(), parsed.GetValue(keep)), drawn, new Results(parsed.GetValue(results), drawn));
    var verdicts = await matrix.RunAsync(numbers, Math.Max(1, parsed.GetValue(parallel)));
    var tables = new Tables(verdicts);
    foreach (var line in tables.ByFault()) Console.Out.WriteLine(line);
    Console.Out.WriteLine(tables.Verdict());
    if (parsed.GetValue(report) is { } file) await File.WriteAllTextAsync(file, tables.Markdown(number, drawn));
    return verdicts.All(verdict => verdict.IsGood) ? 0 : 1;
});
return await root.Parse(args).InvokeAsync();

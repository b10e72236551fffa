using System.CommandLine;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook explain`: the long form of a diagnostic.</summary>
internal static class ExplainVerb
{
    public static Command Create()
    {
        var code = new Argument<string?>("code") { Description = "A diagnostic's code, such as RB0203; a list of all where left out", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("explain", "Explain a diagnostic at length.\n\nExample:\n  runbook explain RB0203") { code };
        command.SetAction(parsed => Run(parsed.GetValue(code)));
        return command;
    }

    private static int Run(string? id)
    {
        if (id is null)
        {
            foreach (var one in Codes.All) Console.Out.WriteLine($"{one.Id}  {one.Title}");
            return ExitCode.Done;
        }

        var code = Codes.All.FirstOrDefault(code => string.Equals(code.Id, id, StringComparison.OrdinalIgnoreCase))
            ?? throw Refusal.Usage($"there is no diagnostic `{id}`", Suggestion.Help(id.ToUpperInvariant(), Codes.All.Select(code => code.Id))?.Text ?? "codes look like RB0203");
        Console.Out.WriteLine($"{code.Id}: {code.Title}\n\n{code.Explanation.Trim()}");
        return ExitCode.Done;
    }
}

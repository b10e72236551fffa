using System.CommandLine;
using System.Text.Json.Nodes;
using MeshRunbook.Cli.Annotations;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Cli.Testing;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook validate`: every mistake of some runbooks at once.</summary>
internal static class ValidateVerb
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths") { Description = "Runbooks, or folders with runbooks", Arity = ArgumentArity.OneOrMore };
        var output = SharedOptions.OutputAlsoForGitHub("json for programs");
        var command = new Command("validate", "Check runbooks and their tests and show every mistake with its place.\n\nExample:\n  runbook validate runbooks/") { paths, output };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(paths), parsed.GetRequiredValue(output)));
        return command;
    }

    private static int Run(string[] paths, string output)
    {
        var files = paths.SelectMany(RunbookFile.FilesOf).Distinct().ToList();
        // A mistake in a runbook that several call is one mistake.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var diagnostics = new List<Diagnostic>();
        foreach (var file in files)
            foreach (var diagnostic in RunbookFile.IsTest(file) ? TestFile.Compile(file).Diagnostics : RunbookFile.Compile(file).Diagnostics)
                if (seen.Add($"{diagnostic.Location}\t{diagnostic.Code}\t{diagnostic.Message}")) diagnostics.Add(diagnostic);
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        if (output == "json")
        {
            Console.Out.WriteLine(new JsonObject { ["valid"] = errors == 0, ["files"] = files.Count, ["diagnostics"] = DiagnosticJson.Of(diagnostics) }
                .ToJsonString(Json.Readable));
            return errors == 0 ? ExitCode.Done : ExitCode.Invalid;
        }

        if (output == "github")
            foreach (var diagnostic in diagnostics) Console.Out.WriteLine(Annotation.Of(diagnostic));
        else if (diagnostics.Count > 0) Console.Error.Write(DiagnosticRenderer.Render(diagnostics) + "\n");
        var warnings = diagnostics.Count - errors;
        var also = warnings > 0 ? $", {Words.Count(warnings, "warning")}" : "";
        if (errors > 0)
        {
            Console.Error.WriteLine($"{Words.Count(errors, "mistake")}{also} in {Count(files)}");
            return ExitCode.Invalid;
        }

        Console.Out.WriteLine($"{(files.Count == 1 ? files[0] + " is valid" : Count(files) + " are valid")}{also}");
        return ExitCode.Done;
    }

    private static string Count(List<string> files)
    {
        var tests = files.Count(RunbookFile.IsTest);
        return tests == 0 ? Words.Count(files.Count, "runbook")
            : $"{Words.Count(files.Count - tests, "runbook")} and {Words.Count(tests, "file of tests", "files of tests")}";
    }
}

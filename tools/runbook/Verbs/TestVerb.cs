using System.CommandLine;
using MeshRunbook.Cli.Testing;
using MeshRunbook.Language.Testing;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook test`: runs the tests that stand beside runbooks.</summary>
internal static class TestVerb
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files of tests, runbooks with tests beside them, or folders; here unless given",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var filter = new Option<string?>("--filter", "-f") { Description = "Only tests whose name is like this; `*` stands for any text", HelpName = "NAME" };
        var covers = new Option<bool>("--coverage") { Description = "Say which steps and branches no test has reached" };
        var atLeast = new Option<int?>("--coverage-min") { Description = "End with 1 where fewer percent of steps and branches are reached", HelpName = "PERCENT" };
        var junit = new Option<string?>("--junit") { Description = "Also write what came of them as JUnit's XML", HelpName = "FILE" };
        var output = SharedOptions.OutputAlsoForGitHub("json for programs");
        var command = new Command("test", "Run the tests of runbooks: canned answers in place of the world, and no waiting.\n\n"
            + "Tests of NAME.yaml stand beside it in NAME.test.yaml. Ends with 1 where a test fails, with 3 where a file of tests is not valid.\n\n"
            + "Examples:\n  runbook test runbooks/ --coverage\n  runbook test runbooks/release.yaml --filter '*rejected*'")
        {
            paths, filter, covers, atLeast, junit, output,
        };
        command.SetAction(parsed => RunAsync(
            parsed.GetValue(paths) is { Length: > 0 } given ? given : ["."], parsed.GetValue(filter), parsed.GetValue(covers) || parsed.GetValue(atLeast) is not null,
            parsed.GetValue(atLeast), parsed.GetValue(junit), parsed.GetRequiredValue(output)));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, string? filter, bool covers, int? atLeast, string? junit, string output)
    {
        if (atLeast is < 0 or > 100) throw Refusal.Usage($"`--coverage-min {atLeast}` is no percentage", "give a number from 0 to 100");
        var report = await new TestSession(paths, filter is null ? null : new Pattern(filter)).RunAsync(covers);
        if (junit is not null) TestJunit.Write(report, junit);
        if (output == "json") Console.Out.WriteLine(TestJson.Of(report).ToJsonString(Json.Readable));
        else
            foreach (var line in output == "github" ? TestAnnotations.Lines(report) : TestText.Lines(report, atLeast)) Console.Out.WriteLine(line);
        return report.Failed > 0 || report.Coverage?.Percent < atLeast ? ExitCode.Failed : ExitCode.Done;
    }
}

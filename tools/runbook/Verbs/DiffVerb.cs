using System.CommandLine;
using MeshRunbook.Cli.Annotations;
using MeshRunbook.Cli.Diffs;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Language.Comparison;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook diff`: what differs in meaning between two texts, and what it can bring about.</summary>
internal static class DiffVerb
{
    private const string Help = "Compare two texts of a runbook by what they mean, step by step and through calls, each change with its risk. A side is a file, "
        + "a folder, or REV:PATH of the git repository.\n\n"
        + "Example:\n  runbook diff main:runbooks/release.yaml runbooks/release.yaml\n"
        + "  runbook diff --base origin/main --fail-on high --require-version-bump";

    public static Command Create()
    {
        var sides = new Argument<string[]>("sides") { Description = "OLD and NEW; with --base the file or folder to look at, or nothing", Arity = new ArgumentArity(0, 2) };
        var start = new Option<string?>("--base") { Description = "Compare with what this revision and HEAD had in common", HelpName = "REV" };
        var param = SharedOptions.Param();
        var files = SharedOptions.Params();
        var runs = new Option<bool>("--runs") { Description = "Also say of each run that has not ended whether it can go on with the new text" };
        var failOn = new Option<string?>("--fail-on") { Description = "End with status 1 at a change of this risk or a higher one: high, medium or low", HelpName = "RISK" };
        failOn.AcceptOnlyFromAmong("high", "medium", "low");
        var bump = new Option<bool>("--require-version-bump") { Description = "End with status 1 where `metadata.version` was not raised as far as the changes demand" };
        var state = SharedOptions.State();
        var output = SharedOptions.OutputAlsoForGitHub("json for programs", "markdown for a comment of a pull request");
        var command = new Command("diff", Help) { sides, start, param, files, runs, failOn, bump, state, output };
        command.SetAction(async parsed =>
        {
            await using var wiring = new Wiring(parsed.GetRequiredValue(state));
            var inputs = new Inputs(parsed.GetValue(param) ?? [], parsed.GetValue(files) ?? []);
            var compared = await CompareAsync(parsed.GetValue(sides) ?? [], parsed.GetValue(start), wiring);
            if (inputs.Texts.Count + inputs.Files.Count > 0) compared = [.. compared.Select(one => Rendered(one, inputs))];
            var report = new DiffReport(
                compared, parsed.GetValue(runs) ? await RunVerdict.AllAsync(wiring.Store, compared) : null, parsed.GetValue(bump));
            Write(report, parsed.GetRequiredValue(output));
            return Status(report, parsed.GetValue(failOn));
        });
        return command;
    }

    private static async Task<IReadOnlyList<Compared>> CompareAsync(string[] sides, string? start, Wiring wiring)
    {
        if (start is not null)
        {
            if (sides.Length > 1) throw Refusal.Usage("with --base there is one side to name, or none", "write: runbook diff --base REV [PATH]");
            var (before, after) = await Comparing.SinceAsync(start, sides.FirstOrDefault(), wiring.Commands);
            return Comparing.Of(before, after);
        }

        if (sides.Length != 2) throw Refusal.Usage("two sides are compared", "write: runbook diff OLD NEW, or runbook diff --base REV");
        var (old, @new) = (await Side.OfAsync(sides[0], wiring.Commands), await Side.OfAsync(sides[1], wiring.Commands));
        if (old.IsFolder != @new.IsFolder) throw Refusal.Usage("a file and a folder cannot be compared", "give two files or two folders");
        return Comparing.Of(old, @new);
    }

    private static Compared Rendered(Compared one, Inputs inputs) =>
        one is { Old: { } old, New: { } @new } ? one with { Rendered = RenderedChange.Between(old, @new, [.. inputs.Given()]) } : one;

    private static void Write(DiffReport report, string output)
    {
        switch (output)
        {
            case "json": Console.Out.WriteLine(DiffJson.Of(report).ToJsonString(Json.Readable)); break;
            case "markdown": Console.Out.Write(DiffMarkdown.Of(report)); break;
            case "github":
                foreach (var annotation in DiffAnnotations.Of(report)) Console.Out.WriteLine(annotation);
                break;
            default:
                foreach (var line in DiffText.Lines(report)) Console.Out.WriteLine(line);
                break;
        }
    }

    private static int Status(DiffReport report, string? failOn)
    {
        var limit = failOn switch { "high" => Risk.High, "medium" => Risk.Medium, "low" => Risk.Low, _ => (Risk?)null };
        return (limit is { } risk && report.Risk >= risk) || (report.ChecksVersions && report.TooLow.Count > 0) ? ExitCode.Failed : ExitCode.Done;
    }
}

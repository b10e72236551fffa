using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Tests.Comparison;

/// <summary>What holds for every shipped runbook.</summary>
public sealed class PropertyTests
{
    // Keys without which there is another number of steps, or none.
    private static readonly string[] Structure =
        ["steps", "parallel", "id", "run", "shell", "wait", "verify", "approve", "forEach", "call", "checkpoint"];

    public static TheoryData<string> Shipped =>
        [.. new[] { "runbooks", "runbooks/blocks" }.SelectMany(folder => Directory.GetFiles(Repository.At(folder), "*.yaml"))
            .Where(file => !file.EndsWith(".test.yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_runbook_does_not_differ_from_itself(string file)
    {
        var text = File.ReadAllText(Repository.At(file));

        Assert.Empty(Difference.Of(Plan(file, text)!, Plan(file, text)!).Changes);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_runbook_does_not_differ_from_itself_written_anew(string file)
    {
        var text = File.ReadAllText(Repository.At(file));
        var other = Rewriting.Of(text);

        var changes = Difference.Of(Plan(file, text)!, Plan(file, other)!).Changes;

        Assert.NotEqual(text, other);
        Assert.Empty(changes.Select(change => $"{change.Subject}: {change.Field?.Path}: {change.Field?.Before} → {change.Field?.After}"));
    }

    // What is changed need not be valid: the steps stay, and their plan is not looked at.
    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_change_of_a_single_value_is_reported(string file)
    {
        var text = File.ReadAllText(Repository.At(file));
        var plan = Plan(file, text)!;
        var scalars = ScalarsIn(plan.Root()).ToList();

        var silent = scalars.Where(scalar => plan.DoesNotDiffer(
            text[..scalar.Location.Span.Start] + Written(scalar, Other(scalar.Text)) + text[scalar.Location.Span.End..]));

        Assert.True(scalars.Count > 20);
        Assert.Empty(silent.Select(scalar => $"line {scalar.Location.Line}: {scalar.Text}"));
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_key_that_is_left_out_is_reported(string file)
    {
        var plan = Plan(file, File.ReadAllText(Repository.At(file)))!;
        var root = plan.Root();
        var entries = EntriesIn(root).Where(entry => !Structure.Contains(entry.Key.Text)).ToList();

        var silent = entries.Where(entry => plan.DoesNotDiffer(Rewriting.Of(root, entry)));

        Assert.True(entries.Count > 20);
        Assert.Empty(silent.Select(entry => $"line {entry.Key.Location.Line}: {entry.Key.Text}"));
    }

    private static Plan? Plan(string file, string text) => RunbookCompiler.Compile(new SourceText(file, text), new RepositorySources()).Plan;

    private static IEnumerable<YamlScalar> ScalarsIn(YamlNode node) => node switch
    {
        YamlScalar scalar => [scalar],
        YamlSequence sequence => sequence.Items.SelectMany(ScalarsIn),
        YamlMapping mapping => mapping.Entries.SelectMany(entry => ScalarsIn(entry.Value)),
        _ => [],
    };

    private static IEnumerable<YamlEntry> EntriesIn(YamlNode node) => node switch
    {
        YamlSequence sequence => sequence.Items.SelectMany(EntriesIn),
        YamlMapping mapping => mapping.Entries.Concat(mapping.Entries.SelectMany(entry => EntriesIn(entry.Value))),
        _ => [],
    };

    private static string Other(string text) => text switch
    {
        "true" => "false",
        "false" => "true",
        _ when long.TryParse(text, out var number) => $"{number + 1}",
        _ => text + "x",
    };

    private static string Written(YamlScalar scalar, string text) => scalar.IsPlain && !text.Contains('\n', StringComparison.Ordinal) && !text.Contains(": ", StringComparison.Ordinal) && !text.StartsWith('{')
        ? text
        : "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private sealed class RepositorySources : ISources
    {
        public SourceText? Open(SourceText from, string path)
        {
            var full = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.At(from.Name))!, path));
            return File.Exists(full) ? new SourceText(Path.GetRelativePath(Repository.Root, full), File.ReadAllText(full)) : null;
        }
    }
}

internal static class Texts
{
    public static YamlNode Root(this Plan plan) => YamlReader.Read(plan.Source, []).Root!;

    public static bool DoesNotDiffer(this Plan plan, string text) =>
        PlanComparison.Of(plan, plan with { Source = new SourceText(plan.Source.Name, text) }).IsEmpty;
}

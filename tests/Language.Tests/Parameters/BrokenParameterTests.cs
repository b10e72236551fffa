using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Tests.Parameters;

/// <summary>
/// Each file of tests/Cases/parameters gives the runbook there wrong values; what is said of them stands beside it as text. Comments
/// at its beginning are `--param NAME=VALUE` of a command line and variables of the environment; what follows is a parameter file.
/// </summary>
public sealed class BrokenParameterTests
{
    private const string CommandLine = "# --param ";
    private const string Environment = "# RUNBOOK_PARAM_";

    private static readonly string Folder = Repository.At("tests", "Cases", "parameters");

    private static readonly Plan Plan =
        RunbookCompiler.Compile("runbook.yaml", File.ReadAllBytes(Path.Combine(Folder, "runbook.yaml")), new FolderSources(Folder)).Plan!;

    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name != "runbook").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_said_of_wrong_values_is_what_was_kept(string name)
    {
        var bound = ParameterBinding.Bind(Plan, Given(name));

        var rendered = DiagnosticRenderer.Render(bound.Diagnostics);
        Assert.NotEmpty(rendered);
        Assert.DoesNotContain("hunter", rendered, StringComparison.OrdinalIgnoreCase);
        Golden.Matches(Path.Combine(Folder, $"{name}.txt"), rendered);
    }

    private static IEnumerable<GivenValue> Given(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, $"{name}.yaml"));
        var hasFile = false;
        foreach (var line in SourceReader.Open("", bytes).Content.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (line.StartsWith(CommandLine, StringComparison.Ordinal))
            {
                var (parameter, value) = Split(line[CommandLine.Length..]);
                yield return new CommandLineValue(parameter, value);
            }
            else if (line.StartsWith(Environment, StringComparison.Ordinal))
            {
                var (parameter, value) = Split(line[Environment.Length..]);
                yield return new EnvironmentValue(parameter, value, ParameterBinding.EnvironmentPrefix + parameter);
            }
            else
            {
                hasFile = true;
            }

        if (hasFile || name.StartsWith("file-", StringComparison.Ordinal))
            yield return new ParameterFile(SourceReader.Open($"{name}.yaml", bytes), $"{name}.yaml");
    }

    private static (string Name, string Value) Split(string text) => (text[..text.IndexOf('=', StringComparison.Ordinal)], text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]);
}

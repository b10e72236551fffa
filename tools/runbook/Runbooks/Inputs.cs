using System.Collections;
using MeshRunbook.Cli.Terminal;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Cli.Runbooks;

/// <summary>Values for a runbook's parameters: the command line, files, the environment, records of another run, a prompt.</summary>
/// <param name="Texts">NAME=VALUE each.</param>
/// <param name="Files">Paths of YAML files.</param>
internal sealed record Inputs(IReadOnlyList<string> Texts, IReadOnlyList<string> Files)
{
    public IReadOnlyList<GivenValue> Recorded { get; init; } = [];

    /// <summary>Whether somebody at the terminal may be asked for what is missing.</summary>
    public bool Prompts { get; init; }

    /// <exception cref="Refusal">Values are missing or wrong; all of them are named.</exception>
    public async Task<BoundParameters> BindAsync(Plan plan)
    {
        var given = Given();
        var bound = ParameterBinding.Bind(plan, given);
        if (Prompts && Screen.HasKeyboard && bound.Missing.Length > 0)
        {
            foreach (var parameter in bound.Missing) given.Add(new PromptedValue(parameter.Name, await AskAsync(parameter)));
            bound = ParameterBinding.Bind(plan, given);
        }

        if (bound.IsValid) return bound;
        throw new Refusal(ExitCode.Invalid, $"the parameters of `{plan.Name}` are not right", "give them with --param NAME=VALUE or --params FILE; nothing was run")
        {
            Details = DiagnosticRenderer.Render(bound.Diagnostics),
        };
    }

    /// <summary>All values, none of them checked yet.</summary>
    public List<GivenValue> Given() => [.. Recorded, .. FromEnvironment(), .. Files.Select(FromFile), .. Texts.Select(FromText)];

    private static IEnumerable<GivenValue> FromEnvironment() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(variable => ((string)variable.Key).StartsWith(ParameterBinding.EnvironmentPrefix, StringComparison.Ordinal))
        .Select(variable => new EnvironmentValue(
            ((string)variable.Key)[ParameterBinding.EnvironmentPrefix.Length..], (string?)variable.Value ?? "", (string)variable.Key));

    private static ParameterFile FromFile(string path)
    {
        if (Directory.Exists(path)) throw Refusal.Usage($"`{path}` is a folder", "name a file behind --params");
        if (!File.Exists(path)) throw Refusal.Usage($"there is no file `{path}`", "check the path behind --params");
        return new ParameterFile(SourceReader.Open(path, DiskSources.Read(path)), Path.GetFullPath(path));
    }

    private static CommandLineValue FromText(string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        return split > 0
            ? new CommandLineValue(text[..split], text[(split + 1)..])
            : throw Refusal.Usage($"`--param {text}` has no value", "write --param NAME=VALUE");
    }

    private static async Task<string> AskAsync(Parameter parameter)
    {
        if (parameter.Description is { } description) Console.Out.WriteLine(Screen.Dim(description));
        return await Keyboard.ReadLineAsync($"{parameter.Name} ({parameter.Type}): ", CancellationToken.None, parameter.IsSecret);
    }
}

using MeshRunbook.Language.Text;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Parameters;

/// <summary>One or more values for parameters, and where they come from.</summary>
public abstract record GivenValue
{
    private protected GivenValue() { }
}

/// <summary>`--param NAME=TEXT`.</summary>
public sealed record CommandLineValue(string Name, string Text) : GivenValue;

/// <summary>A file of parameters: a YAML mapping of names to values. A later file overrules an earlier one.</summary>
/// <param name="Path">How the file can be read again, for resuming with secrets.</param>
public sealed record ParameterFile(SourceText Text, string Path) : GivenValue;

/// <summary>A value that stands in another text, such as a test of the runbook.</summary>
/// <param name="At">Where the parameter's name stands.</param>
public sealed record WrittenValue(string Name, YamlNode Node, Location At) : GivenValue;

/// <summary>An environment variable; one for a parameter that the runbook does not have is passed over.</summary>
public sealed record EnvironmentValue(string Name, string Text, string Variable) : GivenValue;

/// <summary>What a person typed when asked.</summary>
public sealed record PromptedValue(string Name, string Text) : GivenValue;

/// <summary>A value that another run recorded, for a rollback; one for a parameter that the runbook does not have is passed over.</summary>
/// <param name="Origin">For people, such as "the outputs of run 20261121-101502-distribute-root-7f3a".</param>
public sealed record RecordedValue(string Name, Value Value, string Origin) : GivenValue;

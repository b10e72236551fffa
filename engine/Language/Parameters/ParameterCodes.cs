using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Parameters;

/// <summary>What can be wrong with the values that a run gets: RB05xx.</summary>
public static class ParameterCodes
{
    public static Code Unknown { get; } = new("RB0501", Severity.Error, "unknown parameter",
        "A value was given for a parameter that the runbook does not have. `runbook plan` and the runbook itself list those it has.");

    public static Code Missing { get; } = new("RB0502", Severity.Error, "parameter is missing",
        "The parameter has no default and is not optional, so a run needs a value for it: `--param NAME=VALUE`, a parameter file " +
        "(`--param FILE.yaml`), or the environment variable RUNBOOK_PARAM_NAME.");

    public static Code WrongValue { get; } = new("RB0503", Severity.Error, "value does not fit the parameter",
        "The value is not of the parameter's type, or breaks one of its limits. Values of secret parameters are never quoted.");

    public static Code SecretOnCommandLine { get; } = new("RB0504", Severity.Error, "secret on the command line",
        "Other users of the machine can read the command line of a running program, and shells keep it in their history. Secrets " +
        "come from a parameter file, from the environment, or from a prompt.");

    public static Code NoMapping { get; } = new("RB0505", Severity.Error, "not a parameter file",
        "A parameter file is a YAML mapping from the names of parameters to their values.");

    public static Code GivenTwice { get; } = new("RB0506", Severity.Error, "parameter given twice",
        "The command line gives two values for one parameter. A later file may overrule an earlier one, and the command line " +
        "overrules files; two values at the same place are a mistake.");

    public static ImmutableArray<Code> All { get; } = [Unknown, Missing, WrongValue, SecretOnCommandLine, NoMapping, GivenTwice];
}

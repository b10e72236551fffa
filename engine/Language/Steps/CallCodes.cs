using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Steps;

/// <summary>What can be wrong with calls of other runbooks: RB06xx.</summary>
public static class CallCodes
{
    public static Code NotFound { get; } = new("RB0601", Severity.Error, "called runbook not found",
        "The path of a call, or of a rollback, is relative to the file in which it stands, and names a YAML file that can be read.");

    public static Code Cycle { get; } = new("RB0602", Severity.Error, "runbooks call each other in a circle",
        "A runbook that calls itself, directly or through others, would never end.");

    public static Code TooDeep { get; } = new("RB0603", Severity.Error, "calls are nested too deep",
        "Runbooks may call each other at most 16 deep.");

    public static Code CalleeHasErrors { get; } = new("RB0604", Severity.Error, "called runbook has errors",
        "The runbook that is called is not valid itself. Its own mistakes are reported at their own places.");

    public static Code MissingArgument { get; } = new("RB0605", Severity.Error, "argument is missing",
        "A parameter of the called runbook has no default and is not optional, so the call must give it a value in `with`.");

    public static Code UnknownArgument { get; } = new("RB0606", Severity.Error, "unknown argument",
        "The called runbook has no parameter of this name.");

    public static Code WrongArgument { get; } = new("RB0607", Severity.Error, "argument does not fit",
        "The value is not of the type of the parameter that it is given for.");

    public static Code NotARunbook { get; } = new("RB0608", Severity.Error, "file is no runbook",
        "The file can be read, but it does not say `kind: Runbook`.");

    public static ImmutableArray<Code> All { get; } =
        [NotFound, Cycle, TooDeep, CalleeHasErrors, MissingArgument, UnknownArgument, WrongArgument, NotARunbook];
}

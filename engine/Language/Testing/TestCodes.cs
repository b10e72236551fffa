using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Testing;

/// <summary>What can be wrong with tests of runbooks, beside their structure: RB07xx.</summary>
public static class TestCodes
{
    public static Code NotInRunbook { get; } = new("RB0701", Severity.Error, "test names what the runbook does not have",
        "A test calls steps and gates by their addresses, and outputs by their names. An address is matched without the keys of loops, " +
        "so that `move[shop]/label` and `move[*]/label` both mean the step `label` in the loop `move`; `*` stands for any text.");

    public static ImmutableArray<Code> All { get; } = [NotInRunbook];
}

using System.Collections.Immutable;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Parameters;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Testing;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Diagnostics;

/// <summary>All rules that a runbook or its parameters can break.</summary>
public static class Codes
{
    /// <summary>Sorted by number: RB01xx YAML, RB02xx expressions, RB03xx commands, RB04xx structure, RB05xx parameters, RB06xx calls, RB07xx tests.</summary>
    public static ImmutableArray<Code> All { get; } =
    [
        .. ((IEnumerable<Code>)[.. YamlCodes.All, .. ExpressionCodes.All, .. StructureCodes.All, .. ParameterCodes.All, .. CallCodes.All, .. TestCodes.All])
            .OrderBy(code => code.Id, StringComparer.Ordinal),
    ];

    /// <summary>The rule with this number, such as RB0203; null where there is none.</summary>
    public static Code? Find(string id) => All.FirstOrDefault(code => string.Equals(code.Id, id, StringComparison.OrdinalIgnoreCase));
}

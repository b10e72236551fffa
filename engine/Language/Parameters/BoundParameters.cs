using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Parameters;

/// <summary>The values of a plan's parameters, or what is wrong with them.</summary>
/// <param name="Values">One for each parameter in the runbook's order; null for an optional one that was not given. Whole only
/// where no diagnostic is an error.</param>
/// <param name="Origins">Where each value comes from, for people, such as "--param" or "the default".</param>
/// <param name="SecretSources">How each secret can be had again on resume: `env:VARIABLE`, `file:PATH`, or `prompt`.</param>
/// <param name="Missing">Parameters that need a value and got none, so that a program can ask for them.</param>
public sealed record BoundParameters(
    MapValue Values,
    ImmutableDictionary<string, string> Origins,
    ImmutableDictionary<string, string> SecretSources,
    ImmutableArray<Parameter> Missing,
    ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Parameters whose value a person gave: on the command line, or when asked.</summary>
    public ImmutableArray<string> GivenByHand { get; init; } = [];

    public bool IsValid => Diagnostics.All(diagnostic => diagnostic.Severity != Severity.Error);
}

using System.Collections.Immutable;

namespace MeshRunbook.Language.Conditions;

/// <summary>The vocabulary of conditions, which `probe`, `wait` and `verify` share.</summary>
internal static class ConditionKinds
{
    public static ImmutableArray<ConditionKind> All { get; } =
    [
        CommandCondition.Kind, HttpCondition.Kind, ExistsCondition.Kind, AbsentCondition.Kind, LabelsCondition.Kind,
        ReadyCondition.Kind, RolloutCondition.Kind, RevisionCondition.Kind, TrustCondition.Kind, IssuerCondition.Kind,
        TrustDomainsCondition.Kind, OneRootCondition.Kind, ControlPlaneCondition.Kind, InjectionCondition.Kind, SidecarsCondition.Kind,
        UnreferencedCondition.Kind, PrincipalsCondition.Kind, CaDisabledCondition.Kind, ThatCondition.Kind,
    ];

    private static Dictionary<string, ConditionKind> ByName { get; } = All.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static ConditionKind? Find(string name) => ByName.GetValueOrDefault(name);
}
